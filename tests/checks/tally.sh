#!/bin/sh
# tally.sh SOURCE BUILD: a report from tallies is the report from the raw files, byte for
# byte but for `inputs`, whole or of parts that are added up; in JSON and as text.
set -eu
tool=$2/symbar
[ -x "$tool" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$1/data/hotels" "$work/hotels"
cd "$work"

# Four exports of two stores' chain, units spelled differently here and there, a unit that
# only one half has, blanks, a code out of scale, rows without a unit.
awk 'BEGIN {
    split("Store 1|store 01|STORE #2|Store 2|Épinal|epinal|Nice||Lyon", unit, "|")
    for (part = 1; part <= 2; part++)
        for (side = 1; side <= 2; side++) {
            file = (side == 1 ? "staff" : "guests") part ".csv"
            print "store,q1,q2,q3" > file
            for (i = 0; i < 400; i++) {
                u = unit[1 + (i * 7 + part * 3 + side) % (part == 1 ? 9 : 7)]
                a = (i * 13 + side * 5 + part) % 11
                b = 1 + (i * i + side) % 5
                c = (i % 17 == 0) ? "" : (i % 23 == 0) ? 9 : 1 + (i + b) % 5
                printf "%s,%d,%d,%s\n", u, a, b, c > file
            }
            close(file)
        }
}'
cat > study.json <<'JSON'
{"symbar": 1, "title": "Parts, \"quoted\"",
 "employees": {"files": ["staff1.csv", "staff2.csv"], "unit": "store"},
 "customers": {"files": ["guests1.csv", "guests2.csv"], "unit": "store"},
 "scales": {"nps": {"kind": "nps", "min": 0, "max": 10},
            "five": {"kind": "likert", "min": 1, "max": 5, "top": [4, 5]}},
 "dimensions": [
   {"id": "recommend", "scale": "nps", "employees": "q1", "customers": "q1"},
   {"id": "two", "scale": "five", "employees": ["q2", "q3"], "customers": ["q2", "q3"]},
   {"id": "single", "scale": "five", "customers": "q3"}],
 "bad_answers": "missing", "units": {"aliases": "units.csv"},
 "outcomes": [{"id": "churn", "file": "churn.csv"}],
 "benchmark": "others.csv"}
JSON
printf 'dimension,side,index,n,sd\ntwo,employees,55,300,21.5\nrecommend,customers,40,,\n' > others.csv
printf 'unit;churn\nSTORE 1;1,5\nstore 2;0,25\nNice;3\nNowhere;4\n' > churn.csv
printf 'alias,unit\nLyon,Lyon Centre\n' > units.csv

without_inputs() {
    sed '/^  "inputs": \[/,/^  "units": /d'
}
same() {
    cmp "$1" "$2" || { diff "$1" "$2" | head -20; echo "tally: $3 differ" >&2; exit 1; }
}

"$tool" report study.json -q -f json | without_inputs > raw.json
"$tool" tally study.json -q -o whole.csv
"$tool" report whole.csv -q -f json | without_inputs > whole.json
same raw.json whole.json "the report from the files and the one from their tally"

"$tool" tally study.json -e staff1.csv -c guests1.csv -q -o a.csv
"$tool" tally study.json -e staff2.csv -c guests2.csv -q -o b.csv
"$tool" report a.csv b.csv -q -f json | sed '/^  "diagnostics": \[/,$d' | without_inputs > parts.json
sed '/^  "diagnostics": \[/,$d' raw.json > raw_figures.json
same raw_figures.json parts.json "the report from the files and the one from two tallies"
"$tool" report b.csv a.csv -q -f json | sed '/^  "diagnostics": \[/,$d' | without_inputs |
    sed 's/\["staff2.csv", "staff1.csv"\]/["staff1.csv", "staff2.csv"]/; s/\["guests2.csv", "guests1.csv"\]/["guests1.csv", "guests2.csv"]/' > swapped.json
same parts.json swapped.json "two tallies in either order"

# A tally of tallies is the tally of the whole.
"$tool" tally a.csv b.csv -q -o sum.csv
"$tool" tally b.csv a.csv -q -o turned.csv
for tally in whole sum turned; do
    grep -v '^#[^m]' $tally.csv > $tally.rows
done
same whole.rows sum.rows "the tally of the files and the sum of two"
same whole.rows turned.rows "the tally of the files and the sum of two in the other order"
[ "$(grep -c '^#moments' whole.rows)" = 15 ] || {
    echo "tally: not every pair of scores and items has its moments" >&2
    exit 1
}

# Half a side's moments are none; moments that are not of the counts are refused.
grep -v '^#moments,employees' b.csv > half.csv
"$tool" tally a.csv half.csv -q | grep '^#moments' > half.moments
! grep -q employees half.moments || { echo "tally: half a side's moments count" >&2; exit 1; }
grep -q customers half.moments || { echo "tally: the other side's moments are lost" >&2; exit 1; }
sed 's/^\(#moments,employees,recommend,,recommend,,\)[0-9]*/\1799/' whole.csv > wrong.csv
if "$tool" report wrong.csv -q > wrong.txt 2>&1 || ! grep -q 'tally-sum' wrong.txt; then
    echo "tally: moments of other respondents than the counts pass" >&2
    exit 1
fi

cd hotels
"$tool" report -q -f json | without_inputs > ../raw.json
"$tool" tally -q > ../hotels.csv
"$tool" report ../hotels.csv -q -f json | without_inputs > ../hotels.json
same ../raw.json ../hotels.json "the sample's two reports"

# For publication: no unit but (other) below the floor.
"$tool" tally --min-n 20 -q | awk -F, '$(NF - 1) == "rows" && $NF < 20 { print; bad = 1 } END { exit bad }'
echo "tally: reports from files and from tallies agree"
