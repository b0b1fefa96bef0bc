#!/bin/sh
# The sample page and picture in docs/sample, which the README shows, are what symbar makes
# of the sample study today. UPDATE=1 makes them anew; look at them.
set -eu
source_dir=$1
tool=$2/symbar
sample=$source_dir/docs/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$source_dir"
"$tool" report data/hotels/symbar.json -q -o "$work/report.html" -o "$work/chart-mirror.svg"
if [ -n "${UPDATE:-}" ]; then
    mkdir -p "$sample"
    cp "$work/report.html" "$work/chart-mirror.svg" "$sample"
fi
status=0
for file in report.html chart-mirror.svg; do
    cmp "$work/$file" "$sample/$file" || status=1
done
[ "$status" -eq 0 ] || echo "docs/sample is out of date: UPDATE=1 sh tests/checks/sample_report.sh . BUILD"
exit "$status"
