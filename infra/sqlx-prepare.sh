#!/usr/bin/env bash
# Regenerates `.sqlx`, the data that the queries are checked against at compile time, from the migrations alone: a
# scratch PostgreSQL, the migrations in order, and one check of the workspace. It does what `cargo sqlx prepare`
# does, without that tool.
#
#   infra/sqlx-prepare.sh                      writes .sqlx
#   infra/sqlx-prepare.sh --check [COMMAND...] runs a command that compiles the workspace, such as its lints, and fails
#                                              when it does, or when .sqlx is not what the migrations and queries give
. "$(dirname "$0")/common.sh"

compile=(cargo check --locked --workspace --all-targets)
case ${1:-} in
    '') check= ;;
    --check) check=yes; shift; [ $# -eq 0 ] || compile=("$@") ;;
    *) echo "usage: infra/sqlx-prepare.sh [--check [COMMAND...]]" >&2; exit 2 ;;
esac

# The same input gave a good answer before: no database is needed.
input=$(cat migrations/*.sql $(find server/store/src server/store/Cargo.toml .sqlx Cargo.lock -type f 2>/dev/null | LC_ALL=C sort) | sha256sum)
remembered=$target/sqlx-checked
if [ -n "$check" ] && [ "$(cat "$remembered" 2>/dev/null)" = "$input" ]; then
    say ".sqlx is as the migrations and queries give it (unchanged since the last check)"
    exec "${compile[@]}"
fi

programs=$(postgres_programs)
[ -n "$programs" ] || fail "PostgreSQL 15 or newer is missing; run infra/setup.sh"
work=$(mktemp -d)
# PostgreSQL refuses to run as root.
as_server=()
if [ "$(id -u)" = 0 ]; then
    chown postgres "$work"
    as_server=(setpriv --reuid postgres --regid postgres --clear-groups)
fi
stop() {
    "${as_server[@]}" "$programs/pg_ctl" -D "$work/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT

# Reachable only through a socket in a folder that is this user's own.
quiet() { "$@" >"$work.log" 2>&1 || { cat "$work.log" >&2; rm -f "$work.log"; return 1; }; rm -f "$work.log"; }
quiet "${as_server[@]}" "$programs/initdb" -D "$work/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    || fail "the scratch database could not be made"
quiet "${as_server[@]}" "$programs/pg_ctl" -D "$work/data" -l "$work/server.log" -w start \
    -o "-k $work -c listen_addresses= -c fsync=off -c full_page_writes=off" \
    || { cat "$work/server.log" >&2; fail "the scratch database does not start"; }

sql() { "$programs/psql" -X -q -v ON_ERROR_STOP=1 -h "$work" "$@"; }
sql -U postgres -d postgres -c 'create role convite_owner login createrole' -c 'create database convite owner convite_owner' \
    || fail "the scratch database could not be prepared"
for migration in migrations/*.sql; do
    sql -U convite_owner -d convite -1 -f "$migration" >/dev/null || fail "$migration does not apply"
done

mkdir -p "$target"
fresh=$(mktemp -d "$target/sqlx-XXXXXX")
trap 'stop; rm -rf "$fresh" "$target/sqlx-as-it-was"' EXIT
# The crate must be compiled again for its macros to run; afterwards its file is as old as it was, so that nothing
# else is.
touch -r server/store/src/lib.rs "$target/sqlx-as-it-was"
touch server/store/src/lib.rs
code=0
DATABASE_URL="postgres://convite_owner@localhost/convite?host=$work" SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$(realpath "$fresh") \
    "${compile[@]}" || code=$?
touch -r "$target/sqlx-as-it-was" server/store/src/lib.rs
[ "$code" = 0 ] || fail "it does not compile against the schema of the migrations; see the messages above"

if [ -n "$check" ]; then
    diff -rq .sqlx "$fresh" >/dev/null 2>&1 \
        || { diff -rq .sqlx "$fresh" | head -n 10 >&2; fail ".sqlx is out of date; run infra/sqlx-prepare.sh and commit the result"; }
    say ".sqlx is as the migrations and queries give it"
    echo "$input" >"$remembered"
else
    rm -rf .sqlx
    mkdir .sqlx
    cp "$fresh"/* .sqlx/ 2>/dev/null || true
    say "wrote $(find .sqlx -name '*.json' | wc -l) queries to .sqlx"
fi
