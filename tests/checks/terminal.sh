#!/bin/sh
# What symbar does on a terminal and nowhere else, by script(1) of util-linux: its width,
# colour, ASCII where the locale has no Unicode, and progress after a second.
# shellcheck disable=SC2016,SC2317 # commands for another shell; functions as arguments
set -u
source_dir=$1
build_dir=$2
tool=$build_dir/symbar
[ -x "$tool" ] || exit 77
script --version 2>/dev/null | grep -q util-linux || exit 77
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cp "$source_dir"/tests/cases/report/small/*.csv \
    "$source_dir/tests/cases/report/small/symbar.json" "$work"
cd "$work" || exit 2
unset NO_COLOR COLUMNS LC_ALL LC_CTYPE LANG
export TERM=xterm tool

on_terminal() { # COMMAND: what it prints on a terminal of 100 columns
    script -qefc "stty cols 100; $1" /dev/null </dev/null | tr -d '\r'
}
failed=0
must() { # WHAT COMMAND...
    what=$1
    shift
    "$@" || { echo "$what"; failed=1; }
}
escape=$(printf '\033')
has() { grep -q -e "$1" out; }
has_not() { ! grep -q -e "$1" out; }

"$tool" report >plain
on_terminal 'LANG=C.UTF-8 "$tool" report --color never' >out
must 'Unicode on a terminal that shows it' has '─'
must 'no colour with --color never' has_not "$escape"
on_terminal 'LANG=C.UTF-8 "$tool" report' >out
must 'colour on a terminal' has "$escape"
on_terminal 'LANG=C.UTF-8 NO_COLOR=1 "$tool" report' >out
must 'no colour with NO_COLOR' has_not "$escape"
must 'Unicode with NO_COLOR' has '─'
on_terminal 'LANG=C.UTF-8 TERM=dumb "$tool" report' >out
must 'no colour on a dumb terminal' has_not "$escape"
on_terminal 'LANG=fr_FR.ISO-8859-1 "$tool" report' >out
must 'ASCII in a locale without Unicode' has_not '─'
on_terminal 'LANG=C "$tool" report > file; cmp file plain && echo same' >out
must 'a file has the same bytes in any locale' has '^same$'
NO_COLOR='' "$tool" report --color always >out
must 'colour in a pipe with --color always' has "$escape"
"$tool" report --color always -o file.txt
cp file.txt out
must 'never colour in a file' has_not "$escape"
must 'a file is what a pipe is' cmp plain file.txt

# Progress: not in the first second, and never where there is no terminal.
mkfifo slow.csv
(sleep 1.6; cat staff.csv) >slow.csv &
on_terminal 'LANG=C "$tool" report -e slow.csv' >out
must 'progress after a second' has 'symbar: working, 1 s'
on_terminal 'LANG=C "$tool" report' >out
must 'no progress in the first second' has_not 'symbar: working'
must 'the width of the terminal' awk 'length > 80 { wide = 1 } END { exit !wide }' out
(sleep 1.6; cat staff.csv) >slow.csv &
"$tool" report -e slow.csv >/dev/null 2>out
must 'no progress without a terminal' has_not 'symbar: working'
exit $failed
