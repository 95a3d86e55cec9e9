#!/usr/bin/env bash
# Sets up and checks everything: format, lints, unit and property tests, fuzzing for a minute each, integration tests
# against a real PostgreSQL, browser tests in real Chromium. Ends with how many tests passed and failed; any failure is
# a failure of the whole.
. "$(dirname "$0")/common.sh"

logs=$target/test-logs
mkdir -p "$logs"
timings=()
passed=0
failed=0
began=$SECONDS

summary() {
    echo
    echo "Time per step:"
    printf '  %s\n' "${timings[@]}"
    printf '  %4d s  in all\n' $((SECONDS - began))
    echo "$passed passed, $failed failed"
}

# step NAME COMMAND...: runs it, keeps its output in a log too, and stops at a failure.
step() {
    local name=$1 start=$SECONDS
    shift
    echo
    echo "== $name"
    log=$logs/${name//[^a-zA-Z0-9]/-}.log
    local code=0
    "$@" 2>&1 | tee "$log" || code=$?
    timings+=("$(printf '%4d s  %s' $((SECONDS - start)) "$name")")
    count
    if [ "$code" != 0 ]; then
        summary
        fail "failed at: $name (the whole output is in $log)"
    fi
}

# Adds up what the runners themselves say in the last log: cargo's `test result:` lines and node's `pass` and `fail`.
count() {
    local sums
    sums=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
        /^test result: / { for (i = 1; i < NF; i++) { if ($(i + 1) == "passed;") p += $i; if ($(i + 1) == "failed;") f += $i } }
        /^(ℹ|#) pass [0-9]+$/ { p += $3 }
        /^(ℹ|#) (fail|cancelled) [0-9]+$/ { f += $3 }
        END { print p + 0, f + 0 }')
    passed=$((passed + ${sums% *}))
    failed=$((failed + ${sums#* }))
}

# What the browser must load to become interactive, as it travels (brotli): at most 300 KB.
client_is_small() {
    local bytes
    bytes=$(cat "$target"/site/pkg/*.js.br "$target"/site/pkg/*.wasm.br | wc -c)
    echo "script and WASM with brotli: $bytes bytes of at most 300000"
    [ "$bytes" -le 300000 ]
}

licences_and_advisories() {
    # The database of advisories comes by git from elsewhere, which not every machine reaches.
    cargo deny --locked check bans licenses sources && { cargo deny --locked check advisories \
        || { [ -d "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs" ] && return 1; echo "advisories: the database cannot be reached, not checked"; }; }
}

infra/setup.sh test
# Everything is compiled once here: what helps the second time would double the disk that this takes, to 15 GB.
export CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-0}
free=$(df --output=avail -k "$(dirname "$target")" | tail -n 1)
[ -d "$target/debug" ] || [ "$free" -gt $((10 * 1024 * 1024)) ] || say "only $((free / 1024 / 1024)) GB are free on this disk; what is built from nothing takes about 8"
# The queries are checked against the committed data; whoever develops against a database unsets this by hand.
unset DATABASE_URL
export SQLX_OFFLINE=true

step "format" cargo fmt --all --check
step "identity provider" node --test --test-reporter=spec infra/idp/*.test.mjs
step "lints, and queries against the migrations" infra/sqlx-prepare.sh --check \
    cargo clippy --locked --workspace --all-targets -- -D warnings
step "lints of the client" cargo clippy --locked -p app --lib --no-default-features --features hydrate \
    --target wasm32-unknown-unknown --profile wasm-release -- -D warnings
step "build" infra/build.sh dev
step "size of the client" client_is_small
# The tests start what was just built. Built on its own from within them, its dependencies would be compiled once more:
# with features fewer by those that only tests ask for.
CONVITE_BIN=$(realpath "$target")/debug/convite
export CONVITE_BIN
step "unit, property and integration tests" cargo test --locked --workspace --no-fail-fast
step "fuzzing of what reads documents" infra/fuzz.sh 60
step "browser tests" node --test --test-reporter=spec tests/browser/*.test.mjs
if have cargo-deny; then
    step "licences and advisories" licences_and_advisories
else
    echo
    echo "== licences and advisories: skipped, cargo-deny is not installed (deny.toml is for those who have it)"
fi
summary
[ "$failed" = 0 ] || fail "$failed tests failed"
