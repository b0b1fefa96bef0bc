#!/bin/sh
# The manual and --help say the same: every command, every option with its letter and its
# value, in both directions. And the page is clean for mandoc and man, where they are here.
set -u
source_dir=$1
build_dir=$2
page=$source_dir/docs/symbar.1
tool=$build_dir/symbar
[ -x "$tool" ] || exit 77

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

same() { # WHAT MANUAL HELP
    if ! diff "$2" "$3" >"$work/diff"; then
        echo "$1: the manual (<) and --help (>) differ:"
        cat "$work/diff"
        failed=1
    fi
}

# "report report" or "report -o --output FILE", one per line, for all of the page.
from_page() {
    awk '
    /^[.]Sh COMMANDS/ { inside = 1 }
    /^[.]Sh STUDY FILE/ { inside = 0 }
    /^[.]Ss / { section = $2 }
    inside && /^[.]It Cm / && !section { print "command " $3 }
    inside && /^[.]It Fl / {
        line = $0
        sub(/^[.]It /, "", line)
        gsub(/ , /, " ", line)
        gsub(/Fl Fl /, "--", line)
        gsub(/Fl /, "-", line)
        gsub(/ Ar | Cm /, " ", line)
        gsub(/ [|] /, "|", line)
        print (section ? section : "every") " " line
    }' "$page" | sort
}

# The options in the help of a command, as "-o --output FILE".
options_of() { # COMMAND
    "$tool" "$1" --help | awk '
    /^Options:/ { inside = 1; next }
    /^$/ { inside = 0 }
    inside && /^ +-/ {
        line = $0
        sub(/^ +/, "", line)
        sub(/   .*$/, "", line)
        if (line ~ /^-[a-zA-Z], /) sub(/, /, " ", line)
        sub(/  .*$/, "", line)
        print line
    }'
}

from_help() {
    "$tool" --help | awk '
    /^Commands:/ { inside = 1; next }
    /^$/ { inside = 0 }
    inside && /^  [a-z]/ { print $1 }' >"$work/commands"
    [ -s "$work/commands" ] || echo "no commands in --help"
    while read -r command; do
        echo "command $command"
        options_of "$command" | while read -r option; do
            case $option in
            '-q --quiet' | '-h --help') echo "every $option" ;;
            *) echo "$command $option" ;;
            esac
        done
    done <"$work/commands"
}

from_page >"$work/page"
from_help | sort -u >"$work/help"
same "commands and options" "$work/page" "$work/help"

# Every command has a section of its own.
sed -n 's/^command //p' "$work/page" | while read -r command; do
    grep -q "^[.]Ss $command\$" "$page" || echo "no section on $command"
done >"$work/missing"
[ ! -s "$work/missing" ] || { cat "$work/missing"; failed=1; }

# Exit statuses.
sed -n '/^[.]Sh EXIT STATUS/,/^[.]El/s/^[.]It //p' "$page" >"$work/page"
"$tool" --help | sed -n '/^Exit status:/,/^$/s/^  \([^ ]*\) .*/\1/p' >"$work/help"
same "exit statuses" "$work/page" "$work/help"

# Formats and their extensions.
sed -n '/^The formats, and/,/^[.]El/s/^[.]It Cm \(.*\) Pq Pa \(.*\)$/\1 \2/p' "$page" >"$work/page"
"$tool" report --help | awk '/^Formats/ { inside = 1; next } /^$/ { inside = 0 }
    inside && /^  [^ ]/ { print $1 " " $2 }' >"$work/help"
[ -s "$work/help" ] || { echo "no formats in the help"; failed=1; }
same "formats" "$work/page" "$work/help"

# Each help fits 80 columns, and has examples before options.
for command in '' $(cat "$work/commands"); do
    "$tool" ${command:+"$command"} --help >"$work/text"
    awk -v command="$command" '
    length > 80 { print command ": longer than 80: " $0; bad = 1 }
    /^Examples:/ { examples = NR }
    /^Options:/ { options = NR }
    END {
        if (!examples || !options || examples > options) {
            print command ": no examples before the options"; bad = 1
        }
        exit bad
    }' "$work/text" || failed=1
done

if command -v mandoc >/dev/null; then
    # whether other pages are installed is not ours to answer for
    mandoc -T lint "$page" 2>&1 | grep -v -e 'referenced manual not found' \
        -e 'outdated mandoc.db' -e 'unable to open database' >"$work/lint"
    [ ! -s "$work/lint" ] || { cat "$work/lint"; failed=1; }
fi
if command -v groff >/dev/null; then
    groff -man -mdoc -ww -Tutf8 -z "$page" 2>"$work/lint"
    [ ! -s "$work/lint" ] || { cat "$work/lint"; failed=1; }
fi
exit $failed
