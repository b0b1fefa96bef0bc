#!/bin/sh
# awk.sh CUSTOMERS EMPLOYEES OUT: counts per unit, question and answer. It splits at every
# comma, which is right as long as none stands in quotes before the last question.
exec awk -F, -v OFS=, '
FNR == 1 {
    side++
    for (i = 1; i <= NF; i++) {
        if ($i == "unit") unit = i
        if ($i ~ /^q[0-9]+$/) column[substr($i, 2)] = i
    }
    next
}
{
    if (side == 1) customers[$unit]; else employees[$unit]
    for (q = 1; q <= 12; q++)
        if ((code = $(column[q])) != "") counts[side, $unit, q, code]++
}
function describe(side, unit, q,   code, n, sum, squares, count) {
    for (code = 0; code <= 10; code++)
        if ((side, unit, q, code) in counts) {
            count = counts[side, unit, q, code]
            n += count; sum += code * count; squares += code * code * count
        }
    return n OFS (n ? sum / n : 0) OFS (n > 1 ? (squares - sum * sum / n) / (n - 1) : 0)
}
BEGIN { CONVFMT = "%.12g" }
END {
    print "unit,dimension,n_c,mean_c,var_c,n_e,mean_e,var_e"
    for (unit in customers)
        if (unit in employees)
            for (q = 1; q <= 12; q++)
                print unit, "q" q, describe(1, unit, q), describe(2, unit, q)
}' "$1" "$2" > "$3"
