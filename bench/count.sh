#!/bin/sh
# count.sh FOLDER: instructions that symbar takes for small fixed inputs (callgrind), which
# a busy machine does not change: a difference of 1 % between two builds is a difference.
#   SYMBAR=path    this program instead of a build
set -eu
. "$(dirname "$0")/common.sh"
[ $# -eq 1 ] || {
    sed -n '2,4s/^# //p' "$0" >&2
    exit 2
}
folder=$1

count() {
    valgrind --tool=callgrind --callgrind-out-file="$folder/callgrind.$name-$1" \
        "$symbar" "$@" --quiet 2>&1 > /dev/null | sed -n 's/.*Collected : *//p'
}

build
echo '| input | command | instructions, millions |'
echo '| --- | --- | --- |'
for shape in mixed plain quoted wide; do
    make_pair "$folder" $shape 20000 2000
    echo "| $shape, 22,000 rows | tally | $(($(count tally "$study") / 1000000)) |"
done
make_pair "$folder" mixed 20000 2000
echo "| mixed, 22,000 rows | report | $(($(count report "$study") / 1000000)) |"
echo "| mixed, 22,000 rows | report -f json | $(($(count report "$study" -f json) / 1000000)) |"
