#!/bin/sh
# The case runner must fail when anything differs: else every case is worth nothing.
set -u
source_dir=$1
runner=$source_dir/tests/cases/run.sh
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

cat >"$work/tool" <<'TOOL'
#!/bin/sh
case $1 in
talk) echo "out $2"; echo "err" >&2; exit 3 ;;
write) echo new >report.txt ;;
spoil) echo new >input.csv ;;
remove) rm input.csv ;;
die) kill -TERM $$ ;;
esac
TOOL
chmod +x "$work/tool"

failed=0
new_case() { # ARGS
    rm -rf "$work/case"
    mkdir "$work/case"
    echo "$1" >"$work/case/args"
    echo old >"$work/case/input.csv"
}
must() { # pass|fail WHAT
    sh "$runner" "$work/tool" "$work/case" >"$work/log" 2>&1 && is=pass || is=fail
    if [ "$is" != "$1" ]; then
        echo "$2: expected to $1"
        cat "$work/log"
        failed=1
    fi
}

new_case 'talk "a b"'
must fail 'output, message and status that no file expects'
echo 'out a b' >"$work/case/stdout"
must fail 'a message and a status that no file expects'
echo err >"$work/case/stderr"
must fail 'a status that no file expects'
echo 3 >"$work/case/exit"
must pass 'all as expected'
printf 'out a b' >"$work/case/stdout"
must fail 'a line feed too many'

new_case write
must fail 'a file that is not expected'
mkdir "$work/case/files"
echo new >"$work/case/files/report.txt"
must pass 'a file as expected'
echo old >"$work/case/files/report.txt"
must fail 'a file with other bytes'

new_case quiet
mkdir "$work/case/files"
echo new >"$work/case/files/report.txt"
must fail 'a file that is missing'

new_case spoil
must fail 'input that was overwritten'
new_case remove
must fail 'input that was removed'
new_case quiet
must pass 'nothing said, nothing done'
new_case 'talk >/dev/null'
echo err >"$work/case/stderr"
echo 3 >"$work/case/exit"
must pass 'a redirection in args'
new_case die
echo 143 >"$work/case/exit"
must pass 'a signal'

new_case write
UPDATE=1 sh "$runner" "$work/tool" "$work/case" >/dev/null 2>&1
must pass 'a case right after UPDATE=1'
exit $failed
