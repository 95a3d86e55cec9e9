#!/usr/bin/env bash
# Installs Rust's target wasm32-unknown-unknown where rustup cannot download it: builds the standard library from the
# source of exactly the installed rustc, which Debian publishes as the package `rust-src`.
#
# The package comes through apt with Debian's signatures checked, but with lists and cache of its own: the machine's
# package sources stay as they are, and nothing of the package is installed but the library's source.
set -euo pipefail

say() { echo "wasm target: $*"; }
fail() { echo "wasm target: $*" >&2; exit 1; }

target=wasm32-unknown-unknown
version=$(rustc --version | cut -d' ' -f2)
sysroot=$(rustc --print sysroot)
source=$sysroot/lib/rustlib/src/rust/library
[ -w "$sysroot/lib/rustlib" ] || fail "no right to write in $sysroot; run this as whoever installed Rust"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch_source() {
    command -v apt-get >/dev/null || fail "neither rustup nor apt can bring the source of Rust $version"
    local keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror suite
    [ -r "$keyring" ] || fail "Debian's signing keys are missing; install the package debian-archive-keyring"
    # The machine's own mirror, if it names one.
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null \
        | grep -Eo 'https?://[^ ]*/debian/?( |$)' | head -n 1 || true)
    mirror=${mirror%% *}
    : "${mirror:=http://deb.debian.org/debian}"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/package"
    local options=(
        -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::Etc::preferencesparts=-
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root
        -o Acquire::Languages=none -o Acquire::Retries=3
        -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
    )
    for suite in trixie-backports bookworm-backports trixie forky sid; do
        say "looking for the source of Rust $version in Debian's $suite"
        echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
        apt-get "${options[@]}" -qq update 2>"$work/error" || continue
        local package
        package=$(apt-cache "${options[@]}" madison rust-src | awk -v wanted="$version" \
            -F' *[|] *' '{ split($2, parts, /[+-]/); if (parts[1] == wanted) { print $2; exit } }')
        [ -n "$package" ] || continue
        say "fetching rust-src $package"
        (cd "$work/package" && apt-get "${options[@]}" -qq download "rust-src=$package") 2>"$work/error" \
            || { cat "$work/error" >&2; fail "apt could not download rust-src $package"; }
        dpkg -x "$work"/package/rust-src_*.deb "$work/package"
        local found
        found=$(find "$work/package/usr" -maxdepth 6 -path '*/library/std/Cargo.toml' | head -n 1)
        [ -n "$found" ] || fail "rust-src $package holds no library/std"
        mkdir -p "$(dirname "$source")"
        rm -rf "$source" "$source.new"
        cp -a "${found%/std/Cargo.toml}" "$source.new"
        mv "$source.new" "$source"
        return
    done
    [ ! -s "$work/error" ] || tail -n 3 "$work/error" >&2
    fail "no suite of Debian has the source of Rust $version; install the target with: rustup target add $target"
}

[ -f "$source/std/Cargo.toml" ] || fetch_source

say "building the standard library for $target (under a minute)"
mkdir -p "$work/empty/src"
cat >"$work/empty/Cargo.toml" <<TOML
[package]
name = "empty"
version = "0.0.0"
edition = "2024"
[workspace]
TOML
: >"$work/empty/src/lib.rs"
(
    cd "$work/empty"
    unset CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET
    # With bitcode in the libraries, as rustup's have it: without, nothing can be linked with `lto`.
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_DIR=$work/built \
        cargo build --release -Z build-std=std,panic_abort --target $target
) || fail "the standard library could not be built from $source"

libraries=$sysroot/lib/rustlib/$target/lib
mkdir -p "$libraries"
rm -f "$libraries"/*.rlib
# `empty` itself is of no use to anyone; std goes last, because its presence is what says that the target is whole.
for library in "$work/built/$target/release/deps"/*.rlib; do
    case ${library##*/} in libempty-* | libstd-*) ;; *) cp "$library" "$libraries/" ;; esac
done
cp "$work/built/$target/release/deps"/libstd-*.rlib "$libraries/"
say "installed in $libraries"
