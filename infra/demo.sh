#!/usr/bin/env bash
# Sets up, builds and starts Convite with its demonstration data, and says where to look and who to be.
# Ctrl-C stops everything that this started.
#
# Settings: CONVITE_PORT (3000), CONVITE_IDP_PORT (3900), CONVITE_DATA (data).
. "$(dirname "$0")/common.sh"

port=${CONVITE_PORT:-3000}
provider_port=${CONVITE_IDP_PORT:-3900}
export CONVITE_DATA=${CONVITE_DATA:-data}
logs=$target/demo

taken() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
taken "$port" && fail "port $port is taken, perhaps by another demonstration; stop it, or choose another with CONVITE_PORT"
taken "$provider_port" && fail "port $provider_port is taken; choose another with CONVITE_IDP_PORT"

infra/setup.sh demo
infra/build.sh release
mkdir -p "$logs"

server=
provider=
stop() {
    trap - EXIT INT TERM HUP
    if [ -n "$server" ] && kill -TERM "$server" 2>/dev/null; then
        say "stopping"
        wait "$server" 2>/dev/null || true
    fi
    if [ -n "$provider" ]; then kill -TERM "$provider" 2>/dev/null || true; fi
}
trap stop EXIT
trap 'stop; exit 0' INT TERM HUP

# Each in a process group of its own, so that Ctrl-C reaches this script alone and the server is stopped once and in
# order; and each told to end should this script be killed.
set -m
CONVITE_IDP_PORT=$provider_port setpriv --pdeathsig TERM node infra/idp/provider.mjs >"$logs/provider.log" 2>&1 </dev/null &
provider=$!
setpriv --pdeathsig TERM "$target/release/convite" serve --demo --listen "127.0.0.1:$port" --site-root "$target/site" \
    --demo-issuer "http://localhost:$provider_port" >"$logs/server.log" 2>&1 </dev/null &
server=$!
set +m

say "starting; the first start fills the database, which takes a minute"
for ((waited = 0; ; waited++)); do
    kill -0 "$provider" 2>/dev/null || { tail -n 20 "$logs/provider.log" >&2; fail "the identity provider stopped; its words are above"; }
    kill -0 "$server" 2>/dev/null || { tail -n 20 "$logs/server.log" >&2; server=; fail "the server stopped; its words are above"; }
    if curl -fs -o /dev/null --max-time 2 "http://127.0.0.1:$provider_port/health" \
        && curl -fs -o /dev/null --max-time 2 -H "Host: localhost:$port" "http://127.0.0.1:$port/ready"; then
        break
    fi
    [ "$waited" -lt 1200 ] || { tail -n 20 "$logs/server.log" >&2; fail "the server is not ready after five minutes; its last words are above"; }
    ((waited % 20 != 19)) || say "still starting ($(((waited + 1) / 4)) s)"
    sleep 0.25
done

node infra/idp/guide.mjs "$port"
say "what the server says is in $logs/server.log; Ctrl-C stops everything"
wait "$server" && code=0 || code=$?
server=
[ "$code" = 0 ] || { tail -n 20 "$logs/server.log" >&2; fail "the server stopped; its last words are above"; }
