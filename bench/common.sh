# Sourced by the scripts beside it: a release build, and a pair of files with its study.
root=${SYMBAR_SOURCE:-$(cd "$(dirname "$0")/.." && pwd)}
symbar=${SYMBAR:-$root/build/release/symbar}

build() {
    [ -z "${SYMBAR:-}" ] || return 0
    (cd "$root" && cmake --preset release && cmake --build build/release --target symbar_tool) \
        > /dev/null
}

# make_pair FOLDER SHAPE CUSTOMER_ROWS EMPLOYEE_ROWS: what is there already stays.
make_pair() {
    mkdir -p "$1"
    [ "$1/gensurvey" -nt "$root/bench/gensurvey.c" ] ||
        cc -std=c11 -O2 -o "$1/gensurvey" "$root/bench/gensurvey.c" -lm
    name=$2-$3-$4
    make_side "$1" customers "$2" "$3"
    make_side "$1" employees "$2" "$4"
    write_study "$1"
}

make_side() {
    file=$1/$name-$2.csv
    [ -s "$file" ] || {
        "$1/gensurvey" --side "$2" --shape "$3" --rows "$4" > "$file.new"
        mv "$file.new" "$file"
    }
}

write_study() {
    study=$1/$name.json
    {
        echo '{"symbar": 1, "title": "benchmark",'
        for side in employees customers; do
            echo "\"$side\": {\"files\": [\"$name-$side.csv\"], \"unit\": \"unit\"},"
        done
        echo '"scales": {"nps": {"kind": "nps", "min": 0, "max": 10},'
        echo '           "five": {"kind": "likert", "min": 1, "max": 5, "top": [4, 5]}},'
        echo '"dimensions": ['
        for q in 1 2 3 4 5 6 7 8 9 10 11 12; do
            [ $q = 1 ] && scale=nps comma= || scale=five comma=,
            echo "$comma{\"id\": \"q$q\", \"scale\": \"$scale\","
            echo " \"employees\": \"q$q\", \"customers\": \"q$q\"}"
        done
        echo ']}'
    } > "$study"
}
