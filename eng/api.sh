#!/usr/bin/env bash
# Writes src/*/PublicApi.txt anew, and says what has changed.
set -euo pipefail
source eng/common.sh

dotnet build tests/PublicApi/Waybill.PublicApi.Tests.csproj -c Release -nodeReuse:false -v quiet -clp:NoSummary || fail 'tests/PublicApi does not build (see above)'
WAYBILL_WRITE_PUBLIC_API=1 logged api tests/PublicApi/bin/Release/net10.0/Waybill.PublicApi.Tests -noLogo -noColor ||
  fail "the public API cannot be written: see $work/api.log"
git --no-pager diff --stat -- 'src/*/PublicApi.txt'
say 'src/*/PublicApi.txt is what src offers'
