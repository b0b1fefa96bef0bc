#!/bin/sh
# Holds README.md and docs/ to the code: links resolve, every key of the formats is
# explained, every diagnostic named exists and can be explained, every command is listed,
# the studies shown are valid, and the report shown in the README is what symbar prints today.
#
# UPDATE=1 writes that report into the README anew; read the difference.
set -u
source_dir=$1
tool=$2/symbar
failed=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

complain() {
    echo "$*"
    failed=1
}

# The lines of FILE between "<!-- NAME: begin" and "<!-- NAME: end", without the fences.
block() { # FILE NAME
    awk -v name="$2" '
        index($0, "<!-- " name ": end") { inside = 0 }
        inside && !/^```/ { print }
        index($0, "<!-- " name ": begin") { inside = 1 }' "$1"
}

# -- links -----------------------------------------------------------------------------

# The anchors of a page, as the usual renderers make them from its headings.
anchors() {
    sed -n -e '/^```/,/^```/d' -e 's/^##* //p' "$1" | tr 'A-Z ' 'a-z-' |
        sed 's/[^a-z0-9_-]//g'
}

links() { # FILE: the targets of its links, outside of code
    sed -e '/^```/,/^```/d' -e '/^    /d' -e 's/`[^`]*`//g' "$1" |
        grep -oE '\]\([^)]+\)' | sed -e 's/^](//' -e 's/)$//'
}

pages=$(cd "$source_dir" && ls README.md CHANGELOG.md docs/*.md data/README.md)
for page in $pages; do
    folder=$(dirname "$source_dir/$page")
    links "$source_dir/$page" >"$work/links"
    while IFS= read -r link; do
        case $link in http://* | https://*) continue ;; esac
        file=${link%%#*}
        target=$folder/$file
        [ -n "$file" ] || target=$source_dir/$page
        if [ ! -e "$target" ]; then
            complain "$page: link to '$link': no such file"
        elif [ "$file" != "$link" ]; then
            anchors "$target" | grep -qxF -- "${link#*#}" ||
                complain "$page: link to '$link': no such heading"
        fi
    done <"$work/links"
done

# -- keys of the formats ---------------------------------------------------------------

formats=$source_dir/docs/FORMATS.md
explained() { # KEY WHERE
    grep -qF -- "\`$1\`" "$formats" || complain "docs/FORMATS.md does not explain $2 '$1'"
}

sed -n 's/^ *OF_SIDE("\([^"]*\)".*/\1/p; s/^ *OF_GAP("\([^"]*\)".*/gap.\1/p' \
    "$source_dir/src/analysis/figures.c" >"$work/figures"
sed 's/KEYS("[a-z]*",//' "$source_dir/src/study/keys.c" | grep -oE '"[$a-z_]+"' |
    tr -d '"' | sort -u >"$work/keys"
for list in figures keys; do
    [ "$(wc -l <"$work/$list")" -ge 30 ] || complain "found too few $list: has the code moved?"
done
while IFS= read -r figure; do
    explained "$figure" figure
done <"$work/figures"
while IFS= read -r key; do
    explained "$key" "key of the study"
done <"$work/keys"

# -- diagnostics -----------------------------------------------------------------------

sed -n 's/^DIAGNOSTIC([A-Z0-9_]*, "\([^"]*\)".*/\1/p' \
    "$source_dir/src/base/diagnostic_kinds.def" >"$work/slugs"
[ -s "$work/slugs" ] || complain "found no diagnostics: has the code moved?"
while IFS= read -r slug; do
    "$tool" explain "$slug" >"$work/explained" 2>&1 && grep -qF -- "$slug" "$work/explained" ||
        complain "symbar explain $slug does not explain it"
done <"$work/slugs"

for page in $(grep -oE 'docs/[A-Z]+\.md' "$source_dir/src/base/diagnostic_kinds.def" | sort -u); do
    [ -e "$source_dir/$page" ] || complain "a diagnostic points to $page, which does not exist"
done

for page in $pages; do
    grep -oE '^ *symbar: (error|warning|note): .* \[[a-z-]+\]$' "$source_dir/$page" |
        sed 's/.*\[\([a-z-]*\)\]$/\1/' >"$work/named"
    while IFS= read -r slug; do
        grep -qxF -- "$slug" "$work/slugs" ||
            complain "$page shows the diagnostic '$slug', which does not exist"
    done <"$work/named"
done

# -- commands --------------------------------------------------------------------------

"$tool" --help | sed -n '/^Commands:/,/^Options:/s/^  \([a-z][a-z]*\)  *[^ ].*/\1/p' >"$work/commands"
[ -s "$work/commands" ] || complain "symbar --help lists no commands"
while IFS= read -r command; do
    grep -q "^| \`symbar $command\b" "$source_dir/README.md" ||
        complain "README.md has no row for symbar $command"
done <"$work/commands"

# -- studies shown ---------------------------------------------------------------------

mkdir "$work/hotels"
cp "$source_dir"/data/hotels/*.csv "$work/hotels"
block "$source_dir/README.md" study >"$work/hotels/symbar.json"
[ -s "$work/hotels/symbar.json" ] || complain "README.md shows no study"
(cd "$work/hotels" && "$tool" report >"$work/out" 2>"$work/errors") || {
    complain "the study in README.md does not run:"
    cat "$work/errors"
}

# The study in FORMATS.md names files that do not exist: that must be all that is wrong.
mkdir "$work/formats"
block "$formats" study >"$work/formats/symbar.json"
[ -s "$work/formats/symbar.json" ] || complain "docs/FORMATS.md shows no study"
(cd "$work/formats" && "$tool" report) 2>&1 | grep '\[[a-z-]*\]$' >"$work/errors"
if grep -v '\[cannot-open\]$' "$work/errors" || [ ! -s "$work/errors" ]; then
    complain "the study in docs/FORMATS.md is not valid"
fi

# -- the report shown ------------------------------------------------------------------

"$tool" report "$source_dir/data/hotels/symbar.json" >"$work/whole" 2>"$work/errors" ||
    complain "the sample study does not run: $(cat "$work/errors")"
# The README shows it up to the part that tells how it was made.
sed '/^What was read$/,$d' "$work/whole" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$work/report"
block "$source_dir/README.md" report >"$work/shown"
if ! diff "$work/shown" "$work/report" >"$work/diff"; then
    if [ "${UPDATE:-}" = 1 ]; then
        awk -v report="$work/report" '
            index($0, "<!-- report: end") { inside = 0 }
            !inside { print }
            index($0, "<!-- report: begin") {
                inside = 1
                print "```text"
                while ((getline line < report) > 0) print line
                print "```"
            }' "$source_dir/README.md" >"$work/readme" &&
            cat "$work/readme" >"$source_dir/README.md"
    else
        complain "the report in README.md is out of date; to take over what symbar prints now:"
        echo "    UPDATE=1 sh tests/checks/docs.sh '$1' '$2'"
        head -40 "$work/diff"
    fi
fi

exit $failed
