#!/usr/bin/env bash
# Brings a Debian machine that has Rust and Node to where Convite can be built.
#
#   infra/setup.sh demo    what `make demo` needs
#   infra/setup.sh test    that, and a browser with its fonts for `make test`
#
# Idempotent: it installs only what is missing, and takes less than two seconds when nothing is.
. "$(dirname "$0")/common.sh"

mode=${1:-demo}
case $mode in demo | test) ;; *) echo "usage: infra/setup.sh demo|test" >&2; exit 2 ;; esac

# --- Rust and Node: asked for, not installed; how is everyone's own choice -------------------------------------------

have cargo && have rustc || fail "Rust is missing; install it with rustup (https://rustup.rs) and run this again"
wanted=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
found=$(rustc --version | cut -d' ' -f2)
printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -CV || fail "Rust $wanted or newer is needed, this is $found; run: rustup update"
if [ "$mode" = test ]; then
    for part in rustfmt clippy; do
        have "cargo-${part/rustfmt/fmt}" || fail "Rust's $part is missing; run: rustup component add $part"
    done
fi
have node && have npm || fail "Node.js 20 or newer with npm is missing; install it (https://nodejs.org) and run this again"
node_version=$(node --version)
node_major=${node_version#v}
[ "${node_major%%.*}" -ge 20 ] || fail "Node.js 20 or newer is needed, this is $node_version"

# --- Debian's packages ----------------------------------------------------------------------------------------------

# The server programs, not a server: Convite runs a private cluster of its own.
has_postgres() { [ -n "$(postgres_programs)" ]; }

missing=()
have cc || missing+=(gcc libc6-dev)
have make || missing+=(make)
have curl || missing+=(curl ca-certificates)
have setpriv || missing+=(util-linux)
has_postgres || missing+=(postgresql)
if [ "$mode" = test ]; then
    # For libFuzzer.
    have c++ || missing+=(g++)
    have chromium || missing+=(chromium)
    # What stands in for Verdana and Arial in screenshots.
    [ -d /usr/share/fonts/truetype/liberation ] || missing+=(fonts-liberation)
    [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
fi

if [ ${#missing[@]} -gt 0 ]; then
    have apt-get || fail "these Debian packages are missing and there is no apt-get here: ${missing[*]}"
    as_root=()
    if [ "$(id -u)" != 0 ]; then
        have sudo || fail "as root, run: apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing from Debian: ${missing[*]}"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    apt() {
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get -o Acquire::Retries=3 "$@" >"$log" 2>&1
    }
    apt update || { tail -n 20 "$log" >&2; say "the package lists could not be refreshed; trying with those at hand"; }
    apt install --yes --no-install-recommends "${missing[@]}" \
        || { tail -n 20 "$log" >&2; fail "Debian's packages could not be installed: ${missing[*]}"; }
    has_postgres || fail "PostgreSQL 15 or newer is needed, and Debian's package did not bring it"
fi

# --- The WebAssembly target of Rust ---------------------------------------------------------------------------------

wasm=wasm32-unknown-unknown
has_target() { compgen -G "$(rustc --print target-libdir --target $wasm)/libstd-*.rlib" >/dev/null; }
if ! has_target; then
    say "adding Rust's target $wasm"
    if have rustup; then rustup target add $wasm || true; fi
    if ! has_target; then
        say "rustup could not add it; building the standard library from its source instead"
        infra/wasm-target.sh || fail "the target $wasm could not be installed; see the message above"
    fi
    has_target || fail "the target $wasm is installed, but this rustc does not find it: $(command -v rustc)"
fi

# --- Node's packages, exactly those of the lock files ---------------------------------------------------------------

node_packages() {
    local folder=$1 stamp=$1/node_modules/.installed-from
    cmp -s "$folder/package-lock.json" "$stamp" && return
    say "installing Node's packages of $folder"
    local log
    log=$(mktemp)
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1 \
        || { tail -n 20 "$log" >&2; rm -f "$log"; fail "npm could not install the packages of $folder"; }
    rm -f "$log"
    cp "$folder/package-lock.json" "$stamp"
}

folders=(infra/client infra/idp)
if [ "$mode" = test ]; then folders+=(tests/browser); fi
# Side by side: most of it is waiting for the registry.
installing=()
for folder in "${folders[@]}"; do
    node_packages "$folder" &
    installing+=($!)
done
for one in "${installing[@]}"; do wait "$one" || exit 1; done

say "everything is there"
