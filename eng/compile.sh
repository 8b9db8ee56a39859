#!/usr/bin/env bash
# Builds the solution unless it was built from the same files.
set -euo pipefail
source eng/common.sh

# By name, size and time: quick, and sees files that are gone.
sources=$(
  { find build.sh Waybill.slnx global.json NuGet.config .editorconfig Directory.* src samples eng tests bench \
    \( -name bin -o -name obj -o -name node_modules -o -path bench/results -o -name '*.md' \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null || true; } |
    sort | sha256sum | cut -d ' ' -f 1
)
is_stamped build "$sources" && exit
say 'building Waybill.slnx'
dotnet build Waybill.slnx -c Release -nodeReuse:false -v quiet -clp:NoSummary || fail 'Waybill.slnx does not build (see above)'
set_stamp build "$sources"
