#!/bin/sh
# The completion scripts: bash completes what it should, and what other shells are here
# accept theirs.
set -u
build_dir=$2
tool=$build_dir/symbar
[ -x "$tool" ] || exit 77
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

for shell in bash zsh fish; do
    "$tool" completion $shell >"$work/$shell" || failed=1
    if command -v $shell >/dev/null; then
        $shell -n "$work/$shell" || { echo "$shell refuses its script"; failed=1; }
    fi
done
command -v bash >/dev/null || exit $failed

# Offers one word per line for the last of the words given.
offers() { # EXPECTED WORD...
    expected=$1
    shift
    got=$(bash -c '
        source "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _symbar
        echo "${COMPREPLY[*]}"' "$work/bash" "$@")
    if [ "$got" != "$expected" ]; then
        echo "completing '$*': '$got', not '$expected'"
        failed=1
    fi
}
offers report symbar rep
offers '--help' symbar --h
offers explain symbar help exp
offers '--output' symbar report --out
offers '' symbar report stu
offers '' symbar report -o rep
offers json symbar report -f j
offers json symbar report --format = j
offers 'auto always never' symbar report --color =
offers 'always' symbar report --ascii --color al
offers 'symmetric' symbar explain symm
offers 'report' symbar schema r
offers fish symbar completion f
exit $failed
