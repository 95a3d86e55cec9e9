#!/usr/bin/env bash
# Measures the release build with the demonstration's data on this machine and writes infra/bench/RESULTS.md. `make bench`
# builds it first.
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

[ -x "$target/release/convite" ] && [ -f "$target/site/manifest.json" ] || fail "nothing is built to be measured; run: make bench"
have psql || fail "psql is missing (Debian: apt-get install postgresql-client); PostgreSQL's own time is read with it"
have pgbench || fail "pgbench is missing (Debian: apt-get install postgresql); what PostgreSQL can do alone is measured with it"
cargo build --locked --release --quiet -p shared --example speed
exec node infra/bench/bench.mjs
