#!/usr/bin/env bash
# test.sh [NAME...] [-OPTION...]: runs the solution's test projects whose name contains one of the names, one after another, for they
# share the machine with their brokers. Options, from the first that begins with '-', go to the xUnit runner.
set -euo pipefail
source eng/common.sh

deadline=900 # seconds for one project
results=$work/results
rm -rf "$results"
mkdir -p "$results"

names=()
while [ $# -gt 0 ] && [[ $1 != -* ]]; do
  names+=("$1")
  shift
done
[ -t 1 ] || set -- -noColor "$@"

is_wanted() {
  local name
  [ ${#names[@]} -gt 0 ] || return 0
  for name in "${names[@]}"; do
    [[ ${1,,} != *"${name,,}"* ]] || return 0
  done
  return 1
}

passed=0 failed=0 skipped=0

# count ATTRIBUTE FILE: the sum of it over the <assembly> elements of an xUnit result.
count() { grep -oE '<assembly [^>]*' "$2" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }'; }

run() {
  local name status=0
  name=$(basename "$1" .csproj)
  local program=${1%/*}/bin/Release/net10.0/$name result=$results/$name.xml
  say "$name"
  timeout --foreground -k 10 "$deadline" "$program" -noLogo -xml "$result" "${@:2}" </dev/null || status=$?
  if [ ! -s "$result" ]; then
    [ "$status" -ne 124 ] || status="124: the deadline of $deadline s passed"
    say "$name ended without a result (exit code $status): counted as one failure"
    failed=$((failed + 1))
    return
  fi
  local failures=$(($(count failed "$result") + $(count errors "$result")))
  [ "$status" -eq 0 ] || [ "$failures" -gt 0 ] || failures=1
  passed=$((passed + $(count passed "$result")))
  skipped=$((skipped + $(count skipped "$result")))
  failed=$((failed + failures))
}

while read -r project; do
  if is_wanted "$(basename "$project" .csproj)"; then
    run "$project" "$@"
  fi
done < <(grep -oE 'tests/[^"]+\.Tests\.csproj' Waybill.slnx)

[ $((passed + failed)) -gt 0 ] || say "no test has run; projects asked for: ${names[*]:-all}"
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
