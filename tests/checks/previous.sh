#!/bin/sh
# previous.sh SOURCE BUILD: a survey that is still open, reported twice: two answers more in
# one store are held back, ten are shown; a report held against itself changes nothing.
set -eu
tool=$2/symbar
[ -x "$tool" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
rows() { # how many more rows of store A the staff file gets
    awk -v more="$1" 'BEGIN {
        print "store,q"
        for (i = 0; i < 20; i++) print "A," 1 + i % 5
        for (i = 0; i < 30; i++) print "B," 1 + (i * 3) % 5
        for (i = 0; i < 40; i++) print "C," 1 + (i * 7) % 4
        for (i = 0; i < more; i++) print "A," 1 + (i * 2) % 5
    }'
}
rows 0 > staff.csv
rows 0 | sed 's/,1$/,2/' > guests.csv
cat > study.json <<'JSON'
{"symbar": 1, "employees": {"files": ["staff.csv"], "unit": "store"},
 "customers": {"files": ["guests.csv"], "unit": "store"},
 "scales": {"five": {"kind": "likert", "min": 1, "max": 5}},
 "dimensions": [{"id": "q", "scale": "five", "employees": "q", "customers": "q"}]}
JSON
n_of() { # FILE UNIT: status and n of the employees
    sed -n 's/.*"unit": '"$2"',.*"employees": {"status": "\([a-z]*\)".* "n": \([0-9]*\), "n_eff".*"customers": .*/\1 \2/p' "$1"
}
expect() {
    [ "$1" = "$2" ] || { echo "previous: $3: '$1', not '$2'" >&2; exit 1; }
}
"$tool" report study.json -q -o old.json
expect "$(n_of old.json '"A"')" "ok 20" "the first report"

rows 2 > staff.csv
"$tool" report study.json -q --previous old.json -o new.json
expect "$(n_of new.json '"A"')" "held 20" "two answers more"
expect "$(n_of new.json null)" "held 90" "the total of two answers more"

rows 10 > staff.csv
"$tool" report study.json -q --previous old.json -o new.json
expect "$(n_of new.json '"A"')" "ok 30" "ten answers more"

# A gap between a held side and a new one is judged anew, with those of the other stores.
rows 2 > staff.csv
mv guests.csv old-guests.csv
rows 20 | sed 's/,1$/,2/' > guests.csv
"$tool" report study.json -q --previous old.json -o new.json
expect "$(n_of new.json '"A"')" "held 20" "two answers more, and twenty customers"
"$tool" audit new.json old.json -q > audit.txt
mv old-guests.csv guests.csv

# What is held is all of it: the effective number of weighted answers, too.
weighted() { # how many more rows of store A
    rows "$1" | awk 'NR == 1 { print $0 ",w"; next } { print $0 "," 1 + NR % 2 }'
}
n_eff_of() { # FILE UNIT: status and effective n of the employees
    sed -n 's/.*"unit": '"$2"',.*"employees": {"status": "\([a-z]*\)".* "n_eff": \([0-9.]*\), "headcount".*"customers": .*/\1 \2/p' "$1"
}
sed 's/"employees": {/&"weight": "w", /' study.json > weighted.json
weighted 0 > staff.csv
"$tool" report weighted.json -q -o old-weighted.json
expect "$(n_eff_of old-weighted.json '"A"')" "ok 18" "a weighted report"
weighted 2 > staff.csv
"$tool" report weighted.json -q --previous old-weighted.json -o new.json
expect "$(n_eff_of new.json '"A"')" "held 18" "two weighted answers more"

# Ten of whom one has little weight and is no promoter: they do not agree, and are held.
sed 's/"employees": {/&"weight": "w", /; s/"kind": "likert", "min": 1, "max": 5/"kind": "nps", "min": 0, "max": 10/' \
    study.json > promoters.json
promoters() { # how many more rows of store A
    awk -v more="$1" 'BEGIN {
        print "store,q,w"
        for (i = 0; i < 10; i++) print "A," (i ? 10 : 0) "," (i ? 1 : 0.25)
        for (i = 0; i < 20; i++) print "B," i % 11 ",1"
        for (i = 0; i < more; i++) print "A,10,1"
    }'
}
promoters 0 > staff.csv
"$tool" report promoters.json -q -o old-promoters.json
expect "$(n_of old-promoters.json '"A"')" "ok 10" "nine promoters of ten"
promoters 2 > staff.csv
"$tool" report promoters.json -q --previous old-promoters.json -o new.json
expect "$(n_of new.json '"A"')" "held 10" "two more beside nine promoters of ten"

# One more of few, weighted and in regions, of whom the 5s agree: the total is held, and what
# it says of them has to be weighed by that one. It was not, and there was no end to it.
few() { # how many people
    printf '%s\n' store,region,q,w U2,s,1,1 U3,n,1,1 U1,n,5,0.5 U0,e,1,1 U1,n,5,0.5 U1,n,5,1 \
        U4,e,5,1 | head -n "$(($1 + 1))"
}
sed 's/"employees": {/&"weight": "w", "segment": "region", /; s/"max": 5/"max": 5, "top": [4, 5]/
    s/"dimensions"/"privacy": {"min_n": 3}, &/' study.json > few.json
few 6 > staff.csv
"$tool" report few.json -q -o old-few.json
few 7 > staff.csv
(ulimit -t 20 && "$tool" report few.json -q --previous old-few.json -o new.json)
"$tool" audit new.json old-few.json -q > audit.txt

# The first answer of a new wave: the total is held, nobody new is in it, and nobody has to
# be hidden to cover for them. The wave of five was, and could be told from the others.
waves() { # how many answers of the third wave
    awk -v more="$1" 'BEGIN {
        print "store,wave,q"
        for (i = 0; i < 35; i++)
            print substr("AABBBCCCC", 1 + i % 9, 1) "," (i < 5 ? "2026-Q1" : "2026-Q2") "," 1 + (i * 3) % 5
        for (i = 0; i < more; i++) print "A,2026-Q3," 1 + i % 5
    }'
}
sed 's/"employees": {/&"wave": "wave", /' study.json > waves.json
waves 0 > staff.csv
"$tool" report waves.json -q -o old-waves.json
waves 1 > staff.csv
"$tool" report waves.json -q --previous old-waves.json -o new.json
state_of_wave() { # WAVE: status and n of its employees
    sed -n 's/.*"wave": "'"$1"'",.*"employees": {"status": "\([a-z]*\)".* "n": \([0-9a-z]*\), "n_eff".*"customers": .*/\1 \2/p' new.json
}
expect "$(state_of_wave 2026-Q1)" "ok 5" "a wave of five beside a new one"
expect "$(state_of_wave 2026-Q3)" "suppressed null" "one answer of a new wave"
cp new.json first-night.json
waves 2 > staff.csv
"$tool" report waves.json -q --previous first-night.json -o new.json
expect "$(state_of_wave 2026-Q1)" "ok 5" "a wave of five on the second night"

# With min_n at 1 previous reports are no concern, and newcomers who agree are none either.
sed 's/"dimensions"/"privacy": {"min_n": 1}, &/; s/"kind": "likert", "min": 1, "max": 5/"kind": "nps", "min": 0, "max": 10/' \
    study.json > one.json
printf '%s\n' store,q A,10 B,0 B,10 C,5 C,9 | tee staff.csv > guests.csv
"$tool" report one.json -q -o old-one.json 2> message
printf '%s\n' A,10 B,10 >> staff.csv
"$tool" report one.json -q --previous old-one.json -o new.json
rows 0 | sed 's/,1$/,2/' > guests.csv

# The same question on another scale is another question: nothing is held.
rows 2 > staff.csv
sed 's/"max": 5/"max": 6/' study.json > changed.json
"$tool" report changed.json -q --previous old.json -o new.json
expect "$(n_of new.json '"A"')" "ok 22" "a changed question"

status=0
"$tool" report study.json -q --previous staff.csv -o new.json 2> message || status=$?
expect "$status" 3 "a previous report that is none"
grep -q '\[report-syntax\]' message
status=0
"$tool" report study.json -q --previous missing.json 2> message || status=$?
expect "$status" 3 "a previous report that is missing"
echo "previous: what few people answered in between is held back"
