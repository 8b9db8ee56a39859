#!/usr/bin/env bash
# Fills eng/feed with substitutes for just those packages that the configured NuGet feeds do not serve. The answer is remembered.
set -euo pipefail
source eng/common.sh

# find_missing: asks by a restore into an empty folder, because a feed may list what it then does not serve. Prints the ids.
find_missing() {
  trap 'exit 130' INT # a subshell starts without the trap
  local probe=$work/probe log=$work/probe.log
  rm -rf "$probe"
  mkdir -p "$probe"
  cat >"$probe/probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Confluent.Kafka" />
    <PackageReference Include="AWSSDK.SQS" />
  </ItemGroup>
</Project>
PROJECT
  cat >"$probe/NuGet.config" <<'CONFIG'
<configuration>
  <disabledPackageSources>
    <add key="waybill-substitutes" value="true" />
  </disabledPackageSources>
</configuration>
CONFIG
  if ! dotnet restore "$probe/probe.csproj" --packages "$probe/packages" --no-http-cache -v quiet >"$log" 2>&1; then
    local missing
    missing=$(grep -oiE "(unable to find|failed to download) package '?(librdkafka\.redist|AWSSDK\.SQS)" "$log" |
      sed -E "s/.*[ ']//" | sort -fu)
    if [ -z "$missing" ]; then
      fail "the NuGet feeds do not answer or lack a package; check the network and 'dotnet nuget list source' ($(grep -m 1 -oE 'NU[0-9]+: .*' "$log"))"
    fi
    printf '%s\n' "$missing"
  fi
  rm -rf "$probe"
}

is_missing() { tail -n +2 "$work/missing.stamp" | grep -qix "$1"; }

# drop ID: takes a substitute that is no longer needed out of the feed and out of the package cache.
drop() {
  compgen -G "eng/feed/$1.*.nupkg" >/dev/null || return 0
  say "the feed serves $1 now: its substitute goes"
  rm -f eng/feed/"$1".*.nupkg
  rm -rf "$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')/${1,,}"
}

asked() { hash_of eng/feed.sh Directory.Packages.props NuGet.config ~/.nuget/NuGet/NuGet.Config; }
if ! is_stamped missing "$(asked)"; then
  say 'asking the NuGet feeds for librdkafka.redist and AWSSDK.SQS'
  missing=$(find_missing)
  # Anew, because the first restore on a machine makes the user's NuGet.Config.
  set_stamp missing "$(asked)"
  printf '%s\n' "$missing" >>"$work/missing.stamp"
fi

if is_missing librdkafka.redist; then
  eng/librdkafka.sh
else
  drop librdkafka.redist
fi

if is_missing AWSSDK.SQS; then
  sources=$(hash_of eng/awssdk-sqs)
  if ! is_stamped awssdk-sqs "$sources" || ! compgen -G 'eng/feed/AWSSDK.SQS.*.nupkg' >/dev/null; then
    say 'packing the stand-in for AWSSDK.SQS (eng/awssdk-sqs)'
    rm -f eng/feed/AWSSDK.SQS.*.nupkg
    logged awssdk-sqs dotnet pack eng/awssdk-sqs/AWSSDK.SQS.csproj -c Release -o eng/feed -v quiet ||
      fail 'the stand-in for AWSSDK.SQS cannot be packed: see .work/awssdk-sqs.log'
    set_stamp awssdk-sqs "$sources"
  fi
else
  drop AWSSDK.SQS
fi
