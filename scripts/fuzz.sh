#!/bin/sh
# Runs fuzz targets (libFuzzer, so clang), each for a while, one after the other.
#
#     sh scripts/fuzz.sh [SECONDS] [TARGET]...      60 seconds and all targets by default
#
# The kept corpus (tests/fuzz/corpus/TARGET) is read only; new inputs go to
# build/fuzz/corpus/TARGET, and whatever makes a target fail to build/fuzz/findings.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

seconds=60
if [ $# -gt 0 ]; then
    seconds=$1
    shift
fi
tool clang || stop "clang is missing"
require_parts test
build_preset fuzz

if [ $# -eq 0 ]; then
    for source in "$root"/tests/fuzz/fuzz_*.c; do
        name=${source##*/fuzz_}
        set -- "$@" "${name%.c}"
    done
fi
findings=$root/build/fuzz/findings
mkdir -p "$findings"
status=0
for target in "$@"; do
    say "fuzzing $target for $seconds s"
    work=$root/build/fuzz/corpus/$target
    kept=$root/tests/fuzz/corpus/$target
    mkdir -p "$work"
    [ -d "$kept" ] || kept=$work
    log=$root/build/fuzz/$target.log
    if "$root/build/fuzz/tests/fuzz_$target" -max_total_time="$seconds" -print_final_stats=1 \
        -artifact_prefix="$findings/$target-" "$work" "$kept" >"$log" 2>&1; then
        grep -E 'executed_units|new_units_added|peak_rss' "$log"
    else
        tail -n 40 "$log"
        status=1
    fi
done
[ "$status" -eq 0 ] || say "findings are in $findings"
exit "$status"
