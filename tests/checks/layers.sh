#!/bin/sh
# Holds every #include of src/ against the table of layers, and third-party headers
# against the layers that own them. Proves itself on planted violations.
set -u
source_dir=$1

# Reads "FILE:LINE:#include ..." and prints what is not allowed.
judge() {
    awk '
    BEGIN {
        # layer: the layers whose headers it may include, besides its own
        may["base"] = ""
        may["study"] = "base"
        may["tally"] = "base study"
        may["stats"] = "base"
        may["ingest"] = "base study tally"
        may["analysis"] = "base study tally stats"
        may["disclosure"] = "base study analysis"
        may["report"] = "base study analysis"
        may["judge"] = "base study stats report"
        may["api"] = "base study tally ingest analysis disclosure report judge"
        may["cli"] = "base"
        # a header between < and >: the layers that own it
        owners["^malloc[.]h$"] = "base"
        owners["^symbar/diagnostics[.]h$"] = "base"
        owners["^symbar/symbar[.]h$"] = "api cli"
        owners["^(csv|iconv|isa-l/(crc|igzip_lib)|nettle/sha2|readstat)[.]h$"] = "ingest"
        owners["^(emmintrin|immintrin|arm_neon)[.]h$"] = "ingest"
        owners["^zlib[.]h$"] = "ingest report"
        owners["^utf8proc[.]h$"] = "ingest report"
        owners["^(dlfcn|xlsxwriter)[.]h$"] = "report"
        owners["^cjson/"] = "study report"
        owners["^gsl/"] = "stats"
        # and what anybody may use: C11 and POSIX
        common = "^(assert|ctype|errno|fcntl|float|inttypes|limits|locale|math|pthread|" \
                 "sched|setjmp|signal|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|" \
                 "stdlib|stdnoreturn|string|strings|time|unistd|sys/[a-z]+)[.]h$"
        status = 0
    }
    function has(list, word) {
        return index(" " list " ", " " word " ") > 0
    }
    function complain(what) {
        print place ": " what
        status = 1
    }
    {
        split($0, part, ":")
        place = part[1] ":" part[2]
        path = part[1]
        layer = path
        sub(/^.*src\//, "", layer)
        sub(/\/.*$/, "", layer)
        if (!(layer in may)) {
            complain("layer \x27" layer "\x27 is not in the table")
            next
        }
        line = $0
        sub(/^[^:]*:[^:]*:[ \t]*#[ \t]*include[ \t]*/, "", line)
        name = line
        if (line ~ /^"/) {
            sub(/^"/, "", name)
            sub(/".*$/, "", name)
            if (name !~ /\//) {
                complain("\x27" name "\x27 is not rooted at src/")
                next
            }
            target = name
            sub(/\/.*$/, "", target)
            if (target != layer && !has(may[layer], target))
                complain(layer " may not include " name)
            next
        }
        sub(/^</, "", name)
        sub(/>.*$/, "", name)
        for (pattern in owners)
            if (name ~ pattern) {
                if (!has(owners[pattern], layer))
                    complain(layer " may not include <" name ">, which is for: " \
                             owners[pattern])
                next
            }
        if (name !~ common)
            complain("<" name "> belongs to no layer: see tests/checks/layers.sh")
    }
    END { exit status }'
}

includes_of() { # SOURCE_TREE
    (cd "$1" && find src -name '*.[ch]' | sort |
        xargs grep -HnE '^[[:space:]]*#[[:space:]]*include')
}

failed=0
includes_of "$source_dir" | judge || failed=1

# Each of these lines, in its layer, must be refused; and the last ones accepted.
refused() { # LAYER LINE
    if echo "src/$1/planted.c:1:$2" | judge >/dev/null; then
        echo "planted violation in $1 was not found: $2"
        failed=1
    fi
}
accepted() {
    echo "src/$1/planted.c:1:$2" | judge || failed=1
}
refused stats '#include "tally/tally.h"'
refused report '#include "ingest/ingest.h"'
refused judge '#include "analysis/results.h"'
refused cli '#include "study/study.h"'
refused base '#include "study/study.h"'
refused analysis '#  include "report/report.h"'
refused report '#include <csv.h>'
refused analysis '#include <gsl/gsl_cdf.h>'
refused ingest '#include <cjson/cJSON.h>'
refused cli '#include <zlib.h>'
refused study '#include <symbar/symbar.h>'
refused ingest '#include <symbar/diagnostics.h>'
refused ingest '#include <curl/curl.h>'
refused ingest '#include "records.h"'
refused gadgets '#include "base/text.h"'
accepted api '#include "report/report.h"'
accepted stats '#include <gsl/gsl_cdf.h>'
accepted report '#include <utf8proc.h>'
accepted base '#include <stdint.h>'

# And the search itself, on a tree with one bad file.
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/stats"
echo '#include "tally/tally.h"' >"$work/src/stats/planted.h"
if includes_of "$work" | judge >/dev/null; then
    echo "a planted header was not found"
    failed=1
fi
exit $failed
