#!/usr/bin/env bash
# Packs every project of src into artifacts/packages.
set -euo pipefail
source eng/common.sh

rm -rf artifacts/packages
dotnet msbuild eng/package/pack.proj -restore -t:Pack -v:quiet -nodeReuse:false || fail 'src cannot be packed (see above)'
ls artifacts/packages/*.nupkg
