#!/usr/bin/env bash
# Packs librdkafka.redist into eng/feed from the librdkafka sources inside an npm package.
set -euo pipefail
source eng/common.sh

version=2.15.1
npm_package=@confluentinc/kafka-javascript@1.10.1

case $(uname -s)-$(uname -m) in
  Linux-x86_64) rid=linux-x64 ;;
  Linux-aarch64) rid=linux-arm64 ;;
  *) fail "no feed serves librdkafka.redist $version, and it can be compiled on Linux only: add a feed that has it to NuGet.config" ;;
esac

input=$(hash_of eng/librdkafka.sh eng/librdkafka)
is_stamped librdkafka "$input" && [ -f "eng/feed/librdkafka.redist.$version.nupkg" ] && exit
eng/tools.sh node compiler

build=$PWD/$work/librdkafka
sources=$build/package/deps/librdkafka
rm -rf "$build"
mkdir -p "$build"

say "fetching the sources of librdkafka $version (npm pack $npm_package)"
logged librdkafka-fetch npm pack "$npm_package" --pack-destination "$build" --loglevel=error ||
  fail "$npm_package cannot be fetched with npm: is the network there?"
tar -xzf "$build"/*.tgz -C "$build" package/deps/librdkafka

compile() {
  cd "$sources"
  # Nothing but libc, so that the result runs wherever it was compiled: no TLS, no SASL GSSAPI; gzip and zstd are left out, lz4 is built in.
  ./configure --disable-gssapi --disable-curl --disable-ssl --disable-zlib --disable-zstd --disable-lz4-ext --disable-debug-symbols
  make -j "$(nproc)" -C src librdkafka.so.1
  strip --strip-unneeded src/librdkafka.so.1 -o "$build/librdkafka.so"
}
say 'compiling librdkafka (about 40 s on two cores)'
(logged librdkafka-compile compile) || fail "librdkafka cannot be compiled: see $work/librdkafka-compile.log"

say 'packing librdkafka.redist'
logged librdkafka-pack dotnet pack eng/librdkafka/librdkafka.redist.csproj -c Release -o eng/feed -v quiet \
  -p:Version="$version" -p:NativeDirectory="$build" -p:NativeRid="$rid" || fail "librdkafka.redist cannot be packed: see $work/librdkafka-pack.log"
# The version never changes, so an earlier build in the package cache would hide this one.
rm -rf "$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')/librdkafka.redist/$version"
rm -rf "$build"
set_stamp librdkafka "$input"
