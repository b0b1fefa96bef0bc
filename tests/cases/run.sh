#!/bin/sh
# run.sh TOOL CASE: runs one case of the tool from outside, and compares every byte.
#
# A case is a folder tests/cases/<command>/<case>/ with
#   args     what follows `symbar` on a command line, as the shell reads it; a redirection
#            (< answers.csv, > /dev/full) is part of it
#   stdout   what must come out; without the file: nothing
#   stderr   the same for standard error
#   exit     the exit status; without the file: 0
#   files/   files that must be there afterwards, written by the tool
#   setup    a script, run first (by sh, in the work folder); $SOURCE is the source tree
#   env      lines of NAME=value for the tool
#   needs    "readstat" or "no-readstat": a build of symbar with or without SPSS files, or
#            the case is no test; with it, $MAKE_SAV writes one (see tests/support/sav.h)
# and, for the rest, the files that the tool reads. It works on a copy of these, without
# the names above, in a new folder. Input must come out as it went in, and no file may be
# left that `files/` does not name: no temporary file, no half of a report.
#
# UPDATE=1 writes what the tool says now into the case; read the diff before you commit it.
set -u

# shellcheck disable=SC2034 # the words of args name it
tool=$1
case_dir=$(cd "$2" && pwd) || exit 2
SOURCE=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
export SOURCE

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/folder" "$work/nothing"
: >"$work/empty"

for entry in "$case_dir"/* "$case_dir"/.[!.]*; do
    case ${entry##*/} in
    args | stdout | stderr | exit | files | setup | env | needs | '*' | '.[!.]*') ;;
    *) cp -R "$entry" "$work/folder/" || exit 2 ;;
    esac
done

cd "$work/folder" || exit 2
if [ -f "$case_dir/setup" ]; then
    sh "$case_dir/setup" || { echo "setup failed"; exit 1; }
fi
cp -R "$work/folder" "$work/before"

unset NO_COLOR COLUMNS LC_CTYPE LANG
export LC_ALL=C TERM=dumb
if [ -f "$case_dir/env" ]; then
    while IFS= read -r line; do
        [ -z "$line" ] || export "${line?}"
    done <"$case_dir/env"
fi

# A tool that a signal kills gives 128+n here, as it would to a user's shell; the word
# that a shell says about it is kept out of the tool's own messages.
arguments=$(cat "$case_dir/args")
{
    (eval "exec \"\$tool\" $arguments" </dev/null >"$work/stdout" 2>"$work/stderr")
    echo $? >"$work/exit"
} 2>/dev/null

# What the tool wrote: all that was not there before, or is not as it was.
mkdir "$work/written"
find . -type f | while IFS= read -r file; do
    if ! cmp -s "$file" "$work/before/$file"; then
        mkdir -p "$work/written/$(dirname "$file")"
        cp "$file" "$work/written/$file"
    fi
done
find "$work/before" -type f | while IFS= read -r file; do
    [ -e "${file#"$work"/before/}" ] || echo "the tool removed ${file#"$work"/before/}"
done >"$work/removed"

if [ "${UPDATE:-}" = 1 ]; then
    for name in stdout stderr exit; do
        rm -f "$case_dir/$name"
        case $name:$(cat "$work/$name" && echo .) in
        stdout:. | stderr:. | "exit:0
.") ;;
        *) cp "$work/$name" "$case_dir/$name" ;;
        esac
    done
    rm -rf "$case_dir/files"
    [ -z "$(ls -A "$work/written")" ] || cp -R "$work/written" "$case_dir/files"
    exit 0
fi

failed=0
compare() { # WHAT EXPECTED ACTUAL
    if ! diff -ru "$2" "$3" >"$work/diff" 2>&1; then
        echo "$1 differs (- expected, + got):"
        sed -e '1,2{/^\(---\|+++\) /d;}' "$work/diff" | head -60
        failed=1
    fi
}
expected() { # NAME FALLBACK
    if [ -e "$case_dir/$1" ]; then echo "$case_dir/$1"; else echo "$2"; fi
}

echo 0 >"$work/zero"
compare "the exit status" "$(expected exit "$work/zero")" "$work/exit"
compare "standard output" "$(expected stdout "$work/empty")" "$work/stdout"
compare "standard error" "$(expected stderr "$work/empty")" "$work/stderr"
compare "what is written" "$(expected files "$work/nothing")" "$work/written"
if [ -s "$work/removed" ]; then
    cat "$work/removed"
    failed=1
fi
[ $failed = 0 ] || echo "case: symbar $arguments"
exit $failed
