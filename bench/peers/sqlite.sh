#!/bin/sh
# sqlite.sh CUSTOMERS EMPLOYEES OUT: both files into memory, one GROUP BY unit for each.
set -eu
questions='1 2 3 4 5 6 7 8 9 10 11 12'

sums() {
    for q in $questions; do
        v="CAST(nullif(q$q, '') AS INTEGER)"
        printf ", count(%s) n%d, sum(%s) s%d, sum(%s * %s) t%d" \
            "$v" "$q" "$v" "$q" "$v" "$v" "$q"
    done
}
rows() {
    for q in $questions; do
        [ "$q" = 1 ] || echo 'UNION ALL'
        echo "SELECT c.unit, 'q$q' dimension"
        for side in c e; do
            n="1.0 * $side.n$q" s="$side.s$q"
            echo ", $side.n$q n_$side, $s / ($n) mean_$side,"
            echo "($side.t$q - $s / ($n) * $s) / ($side.n$q - 1) var_$side"
        done
        echo 'FROM customers c JOIN employees e USING (unit)'
    done
}
{
    echo .mode csv
    echo ".import '$1' c"
    echo ".import '$2' e"
    echo "CREATE TABLE customers AS SELECT unit $(sums) FROM c GROUP BY unit;"
    echo "CREATE TABLE employees AS SELECT unit $(sums) FROM e GROUP BY unit;"
    echo .headers on
    echo ".output '$3'"
    rows
    echo ';'
} | sqlite3 :memory:
