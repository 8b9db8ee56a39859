#!/usr/bin/env bash
# containers.sh [-OPTION...]: builds tests/Containers, which is outside the solution, and runs it. Options go to the xUnit runner.
set -euo pipefail
source eng/common.sh

deadline=1800 # seconds, images included
project=tests/Containers/Waybill.Containers.Tests.csproj

dotnet build "$project" -c Release -nodeReuse:false -v quiet -clp:NoSummary ||
  fail "$project does not build (see above); NU1101 says that your NuGet feeds lack Testcontainers"
docker info >/dev/null 2>&1 || fail 'no container engine answers: start Docker'
mkdir -p "$work/results"
exec timeout --foreground -k 10 "$deadline" tests/Containers/bin/Release/net10.0/Waybill.Containers.Tests \
  -noLogo -xml "$work/results/Waybill.Containers.Tests.xml" "$@"
