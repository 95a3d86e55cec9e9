#!/usr/bin/env bash
# Throws bytes at what reads documents from outside (tests/fuzz): each target for so many seconds (60 unless said), from
# the presets and the seeds on. What makes one fail is kept in the target folder, and its name is told.
# usage: infra/fuzz.sh [SECONDS] [TARGET...]
. "$(dirname "$0")/common.sh"

seconds=${1:-60}
shift || true
targets=("$@")
[ $# -gt 0 ] || targets=(ruleset indicators rolls desk elections ballots)

triple=$(rustc -vV | sed -n 's/^host: //p')
out=$(realpath -m "$target")/fuzz
mkdir -p "$out"

# What cargo-fuzz sets for coverage; without a sanitizer, for which there is no need where no code is unsafe, the stable
# compiler will do. `cargo fuzz run --fuzz-dir tests/fuzz TARGET` does the same for those who have it.
flags="--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1"
for flag in level=4 inline-8bit-counters pc-table trace-compares stack-depth; do
    flags+=" -Cllvm-args=-sanitizer-coverage-$flag"
done
flags+=" -Cllvm-args=-simplifycfg-branch-fold-threshold=0"
# With a target triple the flags are not for build scripts.
RUSTFLAGS=$flags cargo build --locked --release --manifest-path tests/fuzz/Cargo.toml --target "$triple" \
    --target-dir "$out/target"

throw() {
    local name=$1 seeds=tests/fuzz/seeds/$1 corpus=$out/corpus/$1
    mkdir -p "$corpus" "$out/artifacts"
    [ "$name" != ruleset ] || cp server/presets/rules/*.toml "$corpus"
    # Rule sets are texts: with the words of the seeds the fuzzer gets further than with single bytes.
    local dictionary=()
    [ ! -f "$seeds.dict" ] || dictionary=(-dict="$seeds.dict")
    "$out/target/$triple/release/$name" "$corpus" "$seeds" "${dictionary[@]}" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=2048 -artifact_prefix="$out/artifacts/$name-" -print_final_stats=1 -verbosity=0 \
        > "$out/$name.log" 2>&1
}

# Side by side: each keeps one core busy.
say "${targets[*]}: each for $seconds s"
running=()
for name in "${targets[@]}"; do
    throw "$name" &
    running+=($!)
done
failed=0
for at in "${!targets[@]}"; do
    name=${targets[at]}
    if wait "${running[at]}"; then
        sed -n "s/^stat::number_of_executed_units: */  $name, runs: /p" "$out/$name.log"
        echo "test result: ok. 1 passed; 0 failed; fuzz target $name"
    else
        failed=1
        tail -n 40 "$out/$name.log"
        echo "test result: FAILED. 0 passed; 1 failed; fuzz target $name"
    fi
done
[ "$failed" = 0 ] || fail "what makes a target fail is in $out/artifacts"
