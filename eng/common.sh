# Sourced by build.sh and by the scripts beside this one, which run in the repository's folder.

# No build server stays behind.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

# What was fetched and found out; git ignores it.
work=.work
mkdir -p "$work"
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '%s\n' "-- $*"; }

fail() {
  printf '%s\n' "build.sh: $*" >&2
  exit 1
}

# logged NAME COMMAND...: keeps the command's output in $work/NAME.log instead of showing it.
logged() { "${@:2}" >"$work/$1.log" 2>&1 </dev/null; }

# hash_of PATH...: of the contents of these files and of all source files below these folders; what is not there is left out.
hash_of() {
  { find "$@" \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0 2>/dev/null || true; } |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# is_stamped NAME HASH: whether stamp NAME was set for the same input.
is_stamped() { [ -f "$work/$1.stamp" ] && [ "$(head -n 1 "$work/$1.stamp")" = "$2" ]; }
set_stamp() { printf '%s\n' "$2" >"$work/$1.stamp"; }
