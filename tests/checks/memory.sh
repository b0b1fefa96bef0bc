#!/bin/sh
# memory.sh SOURCE BUILD: a report on 2,000 units and 12 dimensions stays within 48 MB of
# resident memory on two threads, and ten times as many customers take no more than enough
# of them that all units are shown (of hidden ones there is less to remember).
# To read a report back takes less than twice its bytes.
set -eu
source_dir=$1
build_dir=$2
symbar=$build_dir/symbar
most_kb=$((48 * 1024))
spare_kb=$((5 * 1024))
# Sanitizers keep a shadow of all memory.
grep -q '^SYMBAR_SANITIZE:[A-Z]*=.' "$build_dir/CMakeCache.txt" && exit 77
[ -x "$symbar" ] || exit 77
command -v cc >/dev/null || exit 77
time=$(command -v time) || exit 77
[ "$("$time" -f %M true 2>&1)" -gt 0 ] 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
SYMBAR=$symbar
SYMBAR_SOURCE=$source_dir
. "$source_dir/bench/common.sh"
failed=0

peak() { # COMMAND...: what it takes, in kB
    "$time" -o "$folder/peak" -f %M "$symbar" "$@" >/dev/null
    cat "$folder/peak"
}
report() { # OPTION...: the same for a report on $study, the least of six runs: the
    # system hands out large pages as it has them, and threads meet as they come
    for _ in 1 2 3 4 5 6; do
        peak report "$study" --quiet --threads 2 "$@"
    done | sort -n | head -n 1
}
holds() { # WHAT KB BOUND
    [ "$2" -le "$3" ] && return
    echo "$1: $2 kB of resident memory, and at most $3 are allowed"
    failed=1
}

make_pair "$folder" mixed 40000 20000
few=$(report)
few_json=$(report -o "$folder/few.json")
audit=$(peak audit "$folder/few.json")
few_kb=$(($(wc -c <"$folder/few.json") / 1024))
make_pair "$folder" mixed 400000 20000
many=$(report)
many_json=$(report -f json)
holds "60,000 rows" "$few" "$most_kb"
holds "420,000 rows" "$many" "$most_kb"
holds "420,000 rows as JSON" "$many_json" "$most_kb"
holds "420,000 rows, beside 60,000" "$many" $((few + spare_kb))
holds "420,000 rows as JSON, beside 60,000" "$many_json" $((few_json + spare_kb))
holds "the audit of a report of $few_kb kB" "$audit" $((2 * few_kb))
exit $failed
