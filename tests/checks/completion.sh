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

# fish lists what could follow.
if command -v fish >/dev/null; then
    lists() { # EXPECTED LINE
        got=$(fish --no-config -c "source '$work/fish'; complete -C '$2'" </dev/null | cut -f 1 | xargs)
        if [ "$got" != "$1" ]; then
            echo "fish on '$2': '$got', not '$1'"
            failed=1
        fi
    }
    lists report 'symbar rep'
    lists 'de en es fr' 'symbar report --lang '
    lists json 'symbar report -f j'
    lists --csv-dialect 'symbar report --csv'
fi

# zsh completes at a prompt, so it gets a terminal of its own.
if command -v zsh >/dev/null && zsh -fc 'zmodload zsh/zpty' 2>/dev/null; then
    mkdir "$work/functions"
    cp "$work/zsh" "$work/functions/_symbar"
    cat >"$work/prompt.zsh" <<'ZSH'
zmodload zsh/zpty
zpty prompt "TERM=dumb zsh -f -i"
zpty -w prompt "PS1='>'; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; echo RE''ADY"
zpty -r prompt shown '*READY*'
zpty -w -n prompt "$2"$'\t'
zpty -w -n prompt $'\C-a: \n'
zpty -w prompt "echo DO''NE"
zpty -r prompt shown '*DONE*'
print -r -- "${(V)shown}"
zpty -d prompt
ZSH
    completes() { # EXPECTED LINE: what a tab after LINE makes of it
        timeout 20 zsh -f "$work/prompt.zsh" "$work/functions" "$2" </dev/null >"$work/shown" 2>&1
        grep -qF -e "$1" "$work/shown" || {
            echo "zsh on '$2' does not make '$1' of it:"
            cat "$work/shown"
            failed=1
        }
    }
    completes 'symbar report' 'symbar rep'
    completes 'symbar report --lang' 'symbar report --lan'
    completes '--csv-dialect=excel-fr' 'symbar report --csv-dialect=excel-f'
fi
exit $failed
