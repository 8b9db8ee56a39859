#!/usr/bin/env bash
# conformance.sh FOLDER FILE...: runs files of conformance vectors, named as seen from the folder, and prints what passes, group by group.
set -euo pipefail
source eng/common.sh

deadline=600 # seconds
folder=$1
shift
[ $# -gt 0 ] || fail 'name one or more files of vectors, such as tests/Conformance/vectors/propagation.json'

files=()
for file in "$@"; do
  [[ $file == /* ]] || file=$folder/$file
  files+=("$file")
done
exec timeout --foreground -k 10 "$deadline" dotnet tests/Conformance/bin/Release/net10.0/Waybill.Conformance.Tests.dll files "${files[@]}"
