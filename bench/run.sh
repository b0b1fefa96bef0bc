#!/bin/sh
# run.sh FOLDER [SHAPE [CUSTOMER_ROWS [RUNS]]]: builds symbar, makes the data in FOLDER and
# times symbar, cat and the peers that are installed, in turn; then checks that all
# answers agree. Shapes: mixed (default), plain, quoted, wide. A tenth as many employees.
#   SYMBAR=path    this program instead of a build
#   PEERS=''       no peers; or a list of: floor awk sqlite data.table polars duckdb
set -eu
. "$(dirname "$0")/common.sh"
[ $# -ge 1 ] || {
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2
}
folder=$1 shape=${2:-mixed} rows=${3:-1000000} runs=${4:-5}
peers=$root/bench/peers
has() { command -v "$1" > /dev/null 2>&1; }
has_r_package() { has Rscript && Rscript -e "library($1)" > /dev/null 2>&1; }
# Node's packages: npm install --prefix FOLDER bench/peers
has_node_package() { has node && (cd "$folder" && node -e "require('$1')") > /dev/null 2>&1; }

# Whether floor.c knows the files and the processor.
has_floor() {
    case $shape in mixed | plain) ;; *) return 1 ;; esac
    cc -march=native -dM -E - < /dev/null 2> /dev/null | grep -q __AVX2__
}

find_peers() {
    if has_floor; then echo floor; fi
    if has awk && [ "$shape" != quoted ]; then echo awk; fi
    if has sqlite3; then echo sqlite; fi
    if has_r_package data.table; then echo data.table; fi
    if has_node_package nodejs-polars; then echo polars; fi
    if has_node_package @duckdb/node-api; then echo duckdb; fi
}
peer_command() {
    out=$folder/$name-$1.csv
    case $1 in
    floor) echo "$folder/floor $customers $employees $out" ;;
    awk | sqlite) echo "sh $peers/$1.sh $customers $employees $out" ;;
    data.table) echo "Rscript $peers/data_table.R $customers $employees $out" ;;
    polars) echo "node $folder/polars.cjs $customers $employees $out" ;;
    duckdb) echo "node $folder/duckdb.mjs $customers $employees $out" ;;
    esac
}

build
make_pair "$folder" "$shape" "$rows" $((rows / 10))
folder=$(cd "$folder" && pwd)
customers=$folder/$name-customers.csv employees=$folder/$name-employees.csv
cp "$peers"/*.cjs "$peers"/*.mjs "$folder" # so that node finds its packages beside them
wanted=${PEERS-$(find_peers)}
if echo "$wanted" | grep -qw floor; then
    cc -std=c11 -O3 -march=native -pthread -o "$folder/floor" "$peers/floor.c"
fi
set -- "report=$symbar report $study --quiet" \
    "report-json=$symbar report $study --quiet -f json" \
    "tally=$symbar tally $study --quiet" "cat=cat $customers $employees"
for peer in $wanted; do
    set -- "$@" "$peer=$(peer_command "$peer")"
done
bytes=$(cat "$customers" "$employees" | wc -c)
echo "$shape, $((bytes / 1000000)) MB, $rows + $((rows / 10)) rows, $runs runs"
python3 "$root/bench/times.py" "$runs" "$bytes" "$@"
[ -n "$wanted" ] || exit 0
"$symbar" report "$study" --quiet -f json > "$folder/$name-report.json"
set --
for peer in $wanted; do
    set -- "$@" "$folder/$name-$peer.csv"
done
python3 "$root/bench/agree.py" "$folder/$name-report.json" "$@"
