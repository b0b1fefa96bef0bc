#!/bin/sh
# What shells do to a tool: pipes that close, pipes as files, signals, closed descriptors.
set -u
source_dir=$1
build_dir=$2
tool=$build_dir/symbar
[ -x "$tool" ] || exit 77
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
cp "$source_dir"/data/hotels/*.csv "$source_dir/data/hotels/symbar.json" .
failed=0
is() { # WHAT EXPECTED GOT
    if [ "$2" != "$3" ]; then
        echo "$1: expected '$2', got '$3'"
        failed=1
    fi
}
leftovers() {
    find . -name '.symbar-*' | wc -l | tr -d ' '
}

# A reader that goes away ends the tool by SIGPIPE, without a word.
status=$({ "$tool" report -q -f json 2>err || echo $? >&3; } 3>&1 >pipe_out | cat)
is 'a whole pipe' '' "$status"
mkfifo closing
: <closing &
("$tool" report -q -f json >closing 2>err; echo $? >status) 2>/dev/null
wait
is 'a pipe that nobody reads: status' 141 "$(cat status)"
is 'a pipe that nobody reads: messages' '' "$(cat err)"

# Where the parent ignores SIGPIPE, the tool says what happened.
: <closing &
(trap '' PIPE; "$tool" report -q -f json >closing 2>err; echo $? >status) 2>/dev/null
wait
is 'a closed pipe with SIGPIPE ignored: status' 5 "$(cat status)"
is 'a closed pipe with SIGPIPE ignored: message' \
    'symbar: error: cannot write to standard output: broken pipe [cannot-write]' \
    "$(cat err)"

# Two files and standard output at once, and each as it would be alone.
"$tool" report -q -o both.json -o both.txt -f text >printed
is 'three outputs: status' 0 $?
"$tool" report -q -o both.json -o both.txt >nothing
is 'two outputs: standard output' '' "$(cat nothing)"
"$tool" report -q >expected
cmp printed expected && cmp both.txt expected || failed=1
"$tool" report -q -f json >expected
cmp both.json expected || failed=1

# A pipe named with -o is written straight, and stays a pipe.
mkfifo through.json
cat through.json >received &
"$tool" report -q -o through.json
is 'a named pipe: status' 0 $?
wait
"$tool" report -q -f json >expected
cmp received expected || failed=1
[ -p through.json ] || { echo "the pipe was replaced"; failed=1; }

# /dev/stdout is what standard output is: appended to, not replaced.
echo before >log.txt
"$tool" report -q -o /dev/stdout >>log.txt
is '-o /dev/stdout: status' 0 $?
is '-o /dev/stdout: the first line' before "$(head -n 1 log.txt)"
"$tool" report -q >expected
tail -n +2 log.txt | cmp - expected || failed=1

# A signal in the middle of writing: the temporary file goes, the old report stays. (A
# shell without job control lets background commands ignore SIGINT: the unit test has it.)
for signal in TERM HUP; do
    echo old >report.json
    rm -f hold.json
    mkfifo hold.json
    # the tool finishes report.json and then waits for a reader of hold.json
    "$tool" report -q -o report.json -o hold.json 2>err &
    tool_id=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ "$(leftovers)" = 1 ] && break
        sleep 0.1
    done
    is "SIG$signal: a temporary file beside the report" 1 "$(leftovers)"
    kill -s "$signal" $tool_id
    { wait $tool_id; status=$?; } 2>/dev/null
    is "SIG$signal: temporary files" 0 "$(leftovers)"
    is "SIG$signal: the old report" old "$(cat report.json)"
    case $signal in
    TERM) number=15 ;;
    HUP) number=1 ;;
    esac
    is "SIG$signal: status" $((128 + number)) $status
done

# Whoever writes the second pipe after the first is not waited for before the first is read,
# which is longer than what is read of a file at its beginning.
mkdir files pipes
cp symbar.json units.csv files
cp symbar.json units.csv pipes
for name in staff guests; do
    head -n 1 $name.csv >files/$name.csv
    for _ in 1 2 3 4 5 6 7 8; do
        sed 1d $name.csv
    done >some
    for _ in 1 2 3 4 5 6 7 8; do
        cat some some
    done >>files/$name.csv
    mkfifo pipes/$name.csv
done
is 'staff of more than a megabyte' 1 $(($(wc -c <files/staff.csv) > 1200000))
"$tool" report -q --threads 2 files/symbar.json >expected
(cat files/staff.csv >pipes/staff.csv && cat files/guests.csv >pipes/guests.csv) &
timeout 60 "$tool" report -q --threads 2 pipes/symbar.json >printed
is 'two pipes, one after the other: status' 0 $?
kill $! 2>/dev/null
cmp printed expected || failed=1

"$tool" report -q -f json >expected
# A closed standard input is no file by accident, and the other way round.
"$tool" report -q -o report.json <&- >&- 2>&-
is 'all descriptors closed: status' 0 $?
cmp report.json expected || failed=1
exit $failed
