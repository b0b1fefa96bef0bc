#!/bin/sh
# Runs the recipes of docs/RECIPES.md as they stand there: the crontab line says nothing
# while all is well and mails what is wrong; the CI job fails when the gap widens.
set -u
source_dir=$1
build_dir=$2
page=$source_dir/docs/RECIPES.md
shared=$source_dir/tests/cases/check/shared
[ -x "$build_dir/symbar" ] || exit 77
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
PATH=$build_dir:$PATH
export PATH

complain() {
    echo "$*"
    failed=1
}

block() { # NAME: what stands between its marks, without the fences
    awk -v name="$1" '
        index($0, "<!-- " name ": end") { inside = 0 }
        inside && !/^```/ { print }
        index($0, "<!-- " name ": begin") { inside = 1 }' "$page"
}

study() { # CHECKS: the study of five stores with these checks
    awk -v checks="$1" '/CHECKS/ { print checks; print ","; next } { print }' \
        "$shared/symbar.json" >symbar.json
}

# -- cron: the sixth field on is the command, which runs in $HOME --------------------------

HOME=$work
export HOME
mkdir "$work/survey"
cd "$work/survey" || exit 2
cp "$shared"/*.csv .
block crontab | cut -d ' ' -f 6- >"$work/job"
[ -s "$work/job" ] || complain "docs/RECIPES.md shows no crontab line"

night() { # WHAT PATTERN
    (cd "$work" && sh "$work/job" >"$work/mail" 2>&1)
    grep -q "$2" "$work/mail" || complain "cron, $1: mailed:" "$(cat "$work/mail")"
}

study '[{"id": "fine", "metric": "gap.index", "abs_max": 90}]'
(cd "$work" && sh "$work/job" >"$work/mail" 2>&1)
[ ! -s "$work/mail" ] || complain "cron: mailed though all is well:" "$(cat "$work/mail")"
study '[{"id": "wide", "metric": "gap.index", "abs_max": 20}]'
night 'a check fails' '^fail  *wide'
study '[{"id": "small", "metric": "employees.index", "unit": "Pau", "min": 20}]'
night 'a check is inconclusive' '^inconclusive  *small'
echo '{' >symbar.json
night 'the study is refused' 'symbar: error: symbar.json'
[ "$(wc -l <"$work/mail")" -le 3 ] || complain "cron: an old verdict was mailed with an error"

# -- CI ----------------------------------------------------------------------------------

mkdir "$work/ci"
cd "$work/ci" || exit 2
cp "$shared"/*.csv .
block ci >"$work/steps"
[ -s "$work/steps" ] || complain "docs/RECIPES.md shows no CI job"
study "[$(block gap-check)]"
cp "$shared/old.json" published.json
sh -e "$work/steps" >"$work/out" 2>&1
[ $? = 1 ] || complain "CI: a wider gap did not fail the job:" "$(cat "$work/out")"
grep -q '^::warning title=gap.index widened::' "$work/out" || complain "CI: no annotation"
grep -q 'gap.index.*widened' summary.md || complain "CI: no summary"
symbar check -q --baseline published.json --junit checks.xml >"$work/out" 2>&1
[ $? = 1 ] || complain "CI: the check passed a wider gap:" "$(cat "$work/out")"
grep -q '<failure message="gap.index changed by' checks.xml || complain "CI: no failure in XML"

mv report.json published.json
sh -e "$work/steps" >"$work/out" 2>&1 || complain "CI: an unchanged gap failed the job"
symbar check -q --baseline published.json --junit checks.xml >"$work/out" 2>&1 ||
    complain "CI: the check failed an unchanged gap:" "$(cat "$work/out")"

# -- outcomes: the sample's hotels, of which the best recognised lose the fewest -----------

mkdir "$work/hotels"
cp "$source_dir"/data/hotels/* "$work/hotels"
cd "$work/hotels" || exit 2
symbar report -q -f json >report.json
block outcomes >"$work/outcomes"
awk -v outcomes="$work/outcomes" '
    /"units": \{/ { while ((getline line < outcomes) > 0) print line }
    { print }' symbar.json >with.json && mv with.json symbar.json
{
    block churn | head -1
    awk '/"scope": "unit"/ {
        unit = $0; sub(/.*"unit": "/, "", unit); sub(/".*/, "", unit)
        value = substr($0, index($0, "\"employees\": {"))
        at = index(value, "\"index\": {\"value\": ")
        if (!at || unit in seen) next
        seen[unit] = 1
        value = substr(value, at + 19)
        value = sprintf("%.2f", 60 - value / 2); sub(/\./, ",", value); print unit ";" value
    }' report.json
} >churn.csv
symbar report -q >"$work/out" 2>&1 || complain "outcomes: the study is refused:" "$(cat "$work/out")"
grep -q 'Staff churn is lower where employees score higher' "$work/out" ||
    complain "outcomes: nothing found:" "$(grep -A 12 Outcome "$work/out")"
if command -v jq >/dev/null 2>&1; then
    block outcomes-list >"$work/list"
    sh "$work/list" >"$work/out" 2>&1
    grep -q '^recommend.employees.-' "$work/out" || complain "outcomes: list:" "$(cat "$work/out")"
fi

# -- benchmark: a table; then our own folded tally, from which nothing differs much --------

block sector >sector.csv
block benchmark >"$work/benchmark"
awk -v added="$work/benchmark" '
    /"units": \{/ { while ((getline line < added) > 0) print line }
    { print }' symbar.json >with.json && cp with.json symbar.json
symbar report -q >"$work/out" 2>&1 || complain "benchmark: refused:" "$(cat "$work/out")"
grep -q '^Employees: Above it on Recognition' "$work/out" ||
    complain "benchmark: nothing found:" "$(grep -A 12 Against "$work/out")"
symbar tally --min-n 10 -q -o ours.csv || complain "benchmark: no tally"
sed 's/"sector.csv"/"ours.csv"/' with.json >symbar.json
symbar report -q >"$work/out" 2>&1 || complain "benchmark: tally refused:" "$(cat "$work/out")"
grep -q '^Employees: No difference from it is shown' "$work/out" ||
    complain "benchmark: we differ from ourselves:" "$(grep -A 12 Against "$work/out")"

# -- waves -------------------------------------------------------------------------------

mkdir "$work/waves"
cd "$work/waves" || exit 2
cp "$source_dir"/tests/reference/waves/*.csv .
block waves-study >symbar.json
block waves >"$work/steps"
[ -s symbar.json ] && [ -s "$work/steps" ] || complain "docs/RECIPES.md shows no tracker"
sh -e "$work/steps" >"$work/out" 2>&1 || complain "waves: the steps failed:" "$(cat "$work/out")"
grep -q 'employees go up .* points a wave' tracker.txt || complain "waves: no trend is told"
grep -q 'the front line scores .* points lower' tracker.txt || complain "waves: no contrast"
grep -q '"to": "2026-05"' tracker.json || complain "waves: no change to the last round"
grep -q '^All 2 checks pass' checks.txt || complain "waves: the checks say:" "$(cat checks.txt)"

# A tally per round, made with one study text, says what the exports say together.
head -n 1 staff.csv >staff.head
head -n 1 guests.csv >guests.head
mv staff.csv staff.all
mv guests.csv guests.all
for month in 01 02 03 04 05; do
    { cat staff.head; grep "/$month/2026" staff.all; } >staff.csv
    { cat guests.head; grep "^2026-$month" guests.all; } >guests.csv
    symbar tally -q -o "2026-$month.csv" || complain "waves: no tally of round $month"
done
symbar report -q -o tallies.txt 2026-*.csv || complain "waves: no report from tallies"
sed '/^What was read/,$d' tracker.txt >exports
sed '/^What was read/,$d' tallies.txt >tallies
cmp -s exports tallies || complain "waves: tallies of the rounds say something else:" "$(diff exports tallies)"

# -- headcounts: each hotel has twice the staff that answered, by every spelling ----------

cd "$work/hotels" || exit 2
cp "$source_dir/data/hotels/symbar.json" .
{
    block headcounts | head -1
    symbar tally -q | sed -n 's/^employees,,,\(..*\),,rows,\([0-9]*\)$/\1;\2/p' |
        awk -F';' '{ print $1 "," 2 * $2 }'
} >headcounts.csv
block population >"$work/population"
awk -v added="$work/population" '
    { print }
    /"employees": \{/ && !seen++ { while ((getline line < added) > 0) print line }' \
    symbar.json >with.json && mv with.json symbar.json
symbar report -q >"$work/out" 2>&1 || complain "headcounts: refused:" "$(cat "$work/out")"
grep -q 'Response rates' "$work/out" ||
    complain "headcounts: no rates:" "$(head -60 "$work/out")"
if command -v jq >/dev/null 2>&1; then
    block rates >"$work/list"
    sh "$work/list" >"$work/out" 2>&1
    [ "$(grep -c '	50$' "$work/out")" -gt 20 ] ||
        complain "headcounts: list:" "$(cat "$work/out")"
fi
exit $failed
