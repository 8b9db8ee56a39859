#!/usr/bin/env bash
# Entry to everything: each verb does its own set-up. The duties are in eng/*.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source eng/common.sh

list_verbs() {
  cat <<'VERBS'
./build.sh demo [--keep]   run the sample's four processes over three brokers and print one trace; --keep leaves the
                           local agent running, with all traces as a web page, until Ctrl-C
./build.sh sample thinker [--broker] | custom-carrier | batch [kafka|rabbitmq|sqs]
                           run one of the samples and print its traces
./build.sh screenshots     run the demo and take the pictures of the local agent in docs/pictures
./build.sh test [name...]  run all tests, or those of the projects whose name contains one of the names
./build.sh test --containers
                           run the tests that every broker must pass against containers (needs Docker and Testcontainers' packages)
./build.sh conformance FILE...
                           run files of conformance vectors and print what passes, group by group
./build.sh fuzz [60s|2000000] [--seed N] [--from N]
                           feed random and mutated headers to all extractors for so many seconds or inputs
./build.sh pictures [--check]
                           draw docs/pictures/*.trace again, or tell whether they are up to date
./build.sh soak [SECONDS]   20,000 spans a second for five minutes (or so many seconds), the agent away for three fifths of them; figures go to
                           docs/reliability.md
./build.sh pack            every package of src, with symbols, into artifacts/packages
./build.sh api             write src/*/PublicApi.txt anew, after a change of the public API that was meant
./build.sh bench [NAME...] [--quick] [--check]
                           measure all that speaks of speed, or the parts or groups (micro, macro, scaling) of these names, and write
                           docs/performance.md; --quick prints hints and writes nothing, --check fails where a goal is missed
./build.sh build           fetch and compile what is missing
VERBS
}

# set_up TOOL...: those that this verb needs besides the SDK.
set_up() {
  eng/tools.sh dotnet "$@"
  eng/feed.sh
  eng/compile.sh
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
  '') list_verbs ;;
  build) set_up ;;
  demo)
    set_up rabbitmq sqs
    exec dotnet eng/Demo/bin/Release/net10.0/Waybill.Demo.dll "$@"
    ;;
  sample)
    case " $* " in
      *' --broker '* | *' rabbitmq '*) set_up rabbitmq ;;
      *' sqs '*) set_up sqs ;;
      *) set_up ;;
    esac
    exec dotnet eng/Demo/bin/Release/net10.0/Waybill.Demo.dll sample "$@"
    ;;
  screenshots)
    set_up rabbitmq sqs chromium
    exec dotnet eng/Browser/bin/Release/net10.0/Waybill.Browser.dll "$PWD/docs/pictures" "$@"
    ;;
  conformance)
    folder=$OLDPWD # before build.sh went to its own
    set_up
    exec eng/conformance.sh "$folder" "$@"
    ;;
  fuzz)
    set_up
    exec dotnet tests/Properties/Fuzz/bin/Release/net10.0/Waybill.Fuzz.dll "$@"
    ;;
  pictures)
    set_up
    exec dotnet eng/Pictures/bin/Release/net10.0/Waybill.Pictures.dll "$@"
    ;;
  soak)
    set_up
    exec eng/Soak/bin/Release/net10.0/Waybill.Soak "$@"
    ;;
  api)
    eng/tools.sh dotnet
    eng/feed.sh
    exec eng/api.sh
    ;;
  pack)
    eng/tools.sh dotnet
    eng/feed.sh
    exec eng/pack.sh
    ;;
  bench)
    set_up rabbitmq sqs
    exec bench/bin/Release/net10.0/Waybill.Benchmarks "$@"
    ;;
  test)
    if [ "${1:-}" = --containers ]; then
      eng/tools.sh dotnet
      eng/feed.sh
      exec eng/containers.sh "${@:2}"
    fi
    set_up rabbitmq sqs interop
    eng/tools.sh chromium || say 'no chromium: the tests of the web page will be skipped'
    eng/tools.sh postgresql || say 'no PostgreSQL: the tests of its driver will be skipped'
    exec eng/test.sh "$@"
    ;;
  *)
    list_verbs >&2
    fail "there is no verb '$verb'"
    ;;
esac
