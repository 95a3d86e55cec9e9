#!/usr/bin/env bash
# Builds the product: the browser's client, then the server.
#
#   infra/build.sh release    as it runs in earnest
#   infra/build.sh dev        the server quick to build; the client is the same in both, because it is what is tested
. "$(dirname "$0")/common.sh"

case ${1:-release} in
    release) profile=(--release -p server -p build-client) folder=release ;;
    dev) profile=(--workspace --bins --tests) folder=debug ;;
    *) echo "usage: infra/build.sh release|dev" >&2; exit 2 ;;
esac

say "compiling the client (several minutes the first time)"
cargo build --locked -p app --lib --no-default-features --features hydrate \
    --target wasm32-unknown-unknown --profile wasm-release \
    || fail "the client does not compile"
# Together, so that what both depend on is compiled once, with the features that both need; in the dev profile the tests
# too, for the same reason: what they ask of a dependency would have it compiled a second time.
say "compiling the server and the tool that makes the browser's files (several minutes the first time)"
cargo build --locked "${profile[@]}" || fail "the server does not compile"
"$target/$folder/build-client" "$target/wasm32-unknown-unknown/wasm-release/app.wasm" "$target/site" \
    || fail "the browser's files could not be made"
