# What the scripts share; sourced, never run. Leaves the shell in the root of the checkout.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# rustup's folder is in the PATH of login shells only.
if ! command -v cargo >/dev/null 2>&1 && [ -x "$HOME/.cargo/bin/cargo" ]; then PATH=$HOME/.cargo/bin:$PATH; fi

export CARGO_TERM_PROGRESS_WHEN=${CARGO_TERM_PROGRESS_WHEN:-auto}
# Cargo's and ours: where everything that is built goes.
target=${CARGO_TARGET_DIR:-target}

script=$(basename "$0" .sh)
say() { echo "$script: $*"; }
fail() { echo "$script: $*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The folder with the newest PostgreSQL server programs (15 or later), or nothing.
postgres_programs() {
    local program version newest=14 folder=
    for program in /usr/lib/postgresql/*/bin/postgres; do
        version=${program#/usr/lib/postgresql/}
        version=${version%%/*}
        if [ -x "$program" ] && [ "$version" -gt "$newest" ]; then newest=$version folder=${program%/postgres}; fi
    done
    echo "$folder"
}
