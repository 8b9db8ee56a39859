#!/usr/bin/env bash
# tools.sh WHAT...: makes sure that what a verb needs is installed, or says in one line what is missing and how to get it.
set -euo pipefail
source eng/common.sh

# install PACKAGES WHAT: with Debian's package manager if we may, else says what to do.
install() {
  local packages=$1 what=$2
  command -v apt-get >/dev/null || fail "$what is missing: install it with your system's package manager"
  [ "$(id -u)" = 0 ] || fail "$what is missing and installing it needs root: run 'sudo apt-get install --no-install-recommends $packages'"
  say "installing $packages (apt-get)"
  [ -e "$work/apt-updated" ] && find "$work/apt-updated" -mmin -60 | grep -q . || {
    logged apt-update apt-get update -q || fail "$what is missing and 'apt-get update' fails: is the network there?"
    touch "$work/apt-updated"
  }
  # RUNLEVEL=1 keeps Debian from starting what it installs.
  # shellcheck disable=SC2086
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive logged apt-install apt-get install -q -y --no-install-recommends $packages ||
    fail "'apt-get install $packages' fails: is the network there? (log: $work/apt-install.log)"
}

dotnet_sdk() {
  local version
  version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
  command -v dotnet >/dev/null ||
    fail "the .NET SDK $version or later is missing: get it from https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --version >/dev/null 2>&1 ||
    fail "the .NET SDK is too old, $version or a later 10.0 is needed: get it from https://dotnet.microsoft.com/download/dotnet/10.0"
}

node_20() {
  local hint='Node 20 or later with npm is missing: get it from https://nodejs.org'
  if ! command -v node >/dev/null; then
    apt-cache policy nodejs 2>/dev/null | grep -qE 'Candidate: ([0-9]+:)?(2[0-9]|[3-9][0-9])\.' || fail "$hint"
    install 'nodejs npm' 'Node 20 or later'
  fi
  [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ] || fail "$hint (found $(node --version))"
  command -v npm >/dev/null || fail "$hint"
}

compiler() {
  command -v make >/dev/null && command -v gcc >/dev/null || install 'make gcc libc6-dev' 'a C compiler (make, gcc)'
}

rabbitmq() {
  [ -n "${WAYBILL_RABBITMQ:-}" ] || [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] ||
    install rabbitmq-server "rabbitmq-server (or the address of one in WAYBILL_RABBITMQ)"
}

# node_packages NAME FOLDER WHAT: those of the folder's lock file, once.
node_packages() {
  local input
  input=$(hash_of "$2/package-lock.json")
  [ -d "$2/node_modules" ] && is_stamped "$1" "$input" && return
  say "fetching $3 (npm ci in $2)"
  logged "$1" npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error ||
    fail "$3 cannot be fetched with npm: is the network there? (log: $work/$1.log)"
  set_stamp "$1" "$input"
}

chromium() {
  [ -n "${WAYBILL_CHROMIUM:-}" ] || command -v chromium >/dev/null || install chromium "chromium (or the path of one in WAYBILL_CHROMIUM)"
}

postgresql() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || install postgresql 'PostgreSQL'
}

sqs() {
  [ -z "${WAYBILL_SQS:-}" ] || return 0
  node_20
  node_packages fauxqs eng/fauxqs 'the SQS emulator'
}

# The tests of tests/Interop say so and are skipped where Node 20 is not there.
interop() {
  if [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ] && command -v npm >/dev/null; then
    node_packages interop tests/Interop/node 'the tracers of other languages'
  else
    say 'no Node 20 with npm: tests/Interop will be skipped'
  fi
}

for tool in "$@"; do
  case $tool in
    dotnet) dotnet_sdk ;;
    node) node_20 ;;
    compiler) compiler ;;
    rabbitmq) rabbitmq ;;
    sqs) sqs ;;
    interop) interop ;;
    chromium) chromium ;;
    postgresql) postgresql ;;
    *) fail "tools.sh knows no '$tool'" ;;
  esac
done
