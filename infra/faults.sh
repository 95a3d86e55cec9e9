#!/usr/bin/env bash
# Breaks servers, the database, their connections and the disk while people vote, so many times (60 unless said), and
# looks each time whether a vote that was acknowledged is lost or counted twice (tests/tests/it/faults.rs).
# The disk becomes full only where this may mount a small volume, as root may.
# usage: infra/faults.sh [ROUNDS]
. "$(dirname "$0")/common.sh"

export CONVITE_FAULT_ROUNDS=${1:-60}

if [ "$(id -u)" = 0 ]; then
    volume=$(mktemp -d)
    mount -t tmpfs -o size=600m,mode=755 convite-faults "$volume"
    # The database may still be on its way out.
    trap 'umount --lazy "$volume" && rmdir "$volume"' EXIT
    export CONVITE_FAULT_FOLDER=$volume
else
    say "not root: the disk does not become full"
fi

say "$CONVITE_FAULT_ROUNDS rounds"
cargo test --locked --workspace --test it -- --nocapture faults::
