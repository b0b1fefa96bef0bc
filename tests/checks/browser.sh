#!/bin/sh
# The page in headless Chromium, as tests/browser/look.mjs looks at it: the sample study,
# in French too; one unit, 200 units with long names, nothing to show; and a study of
# everything that is drawn at all, with hostile and long labels, whose pictures are looked at
# alone too. What it needs beside Chromium and Node.js comes from the npm registry; without
# any of them it is skipped.
#
# UPDATE=1 keeps the pictures of all pages anew; look at them.
set -eu
source_dir=$1
build_dir=$2
tool=$build_dir/symbar

skip() {
    echo "skipped: $*"
    exit 77
}

CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    skip "no Chromium"
export CHROMIUM
command -v node >/dev/null && command -v npm >/dev/null || skip "no Node.js with npm"
modules=$build_dir/browser
mkdir -p "$modules"
if ! cmp -s "$source_dir/tests/browser/package.json" "$modules/package.json" ||
    [ ! -d "$modules/node_modules/axe-core" ]; then
    cp "$source_dir/tests/browser/package.json" "$modules/package.json"
    npm install --prefix "$modules" --no-audit --no-fund --ignore-scripts >"$modules/npm.log" 2>&1 || {
        rm -f "$modules/package.json"
        skip "npm could not install what tests/browser/package.json names"
    }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# study UNITS ROWS LABEL: a study of so many units, with so many rows of each side in each
study() {
    folder=$work/$1-units
    mkdir -p "$folder"
    for side in staff guests; do
        awk -v units="$1" -v rows="$2" -v shift="$side" 'BEGIN {
            print "unit,recommend,listening"
            seed = shift == "staff" ? 7 : 11
            for (u = 1; u <= units; u++)
                for (r = 0; r < rows; r++) {
                    seed = (seed * 1103515245 + 12345) % 2147483648
                    level = int(seed / 65536) % 8 + (u % 3)
                    printf "Agence de Saint-Germain-en-Laye et environs n\302\260 %d,%d,%d\n",
                        u, (level > 10 ? 10 : level), level % 5 + 1
                }
        }' >"$folder/$side.csv"
    done
    cat >"$folder/symbar.json" <<JSON
{"symbar": 1, "title": "$3",
 "employees": {"files": ["staff.csv"], "unit": "unit"},
 "customers": {"files": ["guests.csv"], "unit": "unit"},
 "scales": {"nps": {"kind": "nps", "min": 0, "max": 10},
            "agree": {"kind": "likert", "min": 1, "max": 5, "top": [4, 5]}},
 "dimensions": [
   {"id": "recommend", "label": "Recommandation de l'entreprise \u00e0 un proche, \u00e0 un ami ou \u00e0 un coll\u00e8gue",
    "scale": "nps", "employees": "recommend", "customers": "recommend"},
   {"id": "listening", "label": "Listening", "scale": "agree", "employees": "listening", "customers": "listening"}]}
JSON
    "$tool" report "$folder/symbar.json" -q -o "$work/$1-units.html"
}

# 40 units, 12 dimensions, four waves, segments, drivers; answers of a person go together,
# those to the last question are the same on both sides.
everything() {
    folder=$work/everything
    mkdir -p "$folder"
    for side in staff guests; do
        awk -v shift="$side" 'BEGIN {
            printf "unit,wave,region"
            for (q = 1; q <= 12; q++) printf ",q%d", q
            print ""
            seed = shift == "staff" ? 7 : 11
            for (u = 1; u <= 40; u++)
                for (w = 1; w <= 4; w++)
                    for (r = 0; r < 5; r++) {
                        seed = (seed * 1103515245 + 12345) % 2147483648
                        mood = int(seed / 65536) % 5 + (u % 4) * (shift == "staff" ? 0.4 : 0.8) + w / 4
                        printf "Maison d\047h\303\264tes de Saint-Quentin-en-Yvelines %d,2025-%d,R\303\251gion %d",
                            u, w, u % 3 + 1
                        for (q = 1; q <= 12; q++) {
                            seed = (seed * 1103515245 + 12345) % 2147483648
                            level = int(mood * (0.3 + q / 20) + int(seed / 65536) % 4)
                            if (q == 1) level = int(level * 1.6)
                            else if (q == 12) level = r + 1
                            else level = level < 1 ? 1 : level > 5 ? 5 : level
                            printf ",%d", (level > 10 ? 10 : level)
                        }
                        print ""
                    }
        }' >"$folder/$side.csv"
    done
    long=$(awk 'BEGIN { for (i = 0; i < 50; i++) printf "tr\303\250s-" ; print "long" }')
    cat >"$folder/symbar.json" <<JSON
{"symbar": 1, "title": "Everything <script>alert(1)</script>",
 "employees": {"files": ["staff.csv"], "unit": "unit", "wave": "wave", "segment": "region"},
 "customers": {"files": ["guests.csv"], "unit": "unit", "wave": "wave", "segment": "region"},
 "scales": {"nps": {"kind": "nps", "min": 0, "max": 10},
            "agree": {"kind": "likert", "min": 1, "max": 5, "top": [4, 5]}},
 "dimensions": [
   {"id": "a", "label": "Recommandation de l'\u00e9tablissement \u00e0 un proche ou \u00e0 un coll\u00e8gue",
    "scale": "nps", "employees": "q1", "customers": "q1"},
   {"id": "b", "label": "<script>alert(1)</script>", "scale": "agree", "employees": "q2", "customers": "q2"},
   {"id": "c", "label": "=HYPERLINK(\"http://example.org\")", "scale": "agree", "employees": "q3", "customers": "q3"},
   {"id": "d", "label": "\u001b[2Jeffac\u00e9 \u202eesrever", "scale": "agree", "employees": "q4", "customers": "q4"},
   {"id": "e", "label": "$long", "scale": "agree", "employees": "q5", "customers": "q5"},
   {"id": "f", "label": "Reconnaissance du travail accompli au quotidien", "scale": "agree", "employees": "q6", "customers": "q6"},
   {"id": "g", "label": "\u00c9coute", "scale": "agree", "employees": "q7", "customers": "q7"},
   {"id": "h", "label": "Moyens mis \u00e0 disposition", "scale": "agree", "employees": "q8"},
   {"id": "i", "label": "Accueil", "scale": "agree", "customers": "q9"},
   {"id": "j", "label": "Rapidit\u00e9 de la r\u00e9solution des probl\u00e8mes", "scale": "agree", "employees": "q10", "customers": "q10"},
   {"id": "k", "label": "Propret\u00e9", "scale": "agree", "employees": "q11", "customers": "q11"},
   {"id": "l", "label": "\u00c9gal", "scale": "agree", "employees": "q12", "customers": "q12"}]}
JSON
    "$tool" report "$folder/symbar.json" -q --lang fr -o "$work/everything.html"
    for name in mirror symmetry shares units funnel waves drivers; do
        "$tool" report "$folder/symbar.json" -q --lang fr -o "$work/chart-$name.svg"
        if grep -q 'Rien' "$work/chart-$name.svg"; then
            echo "everything: chart-$name.svg has nothing to show"
            exit 1
        fi
    done
}

"$tool" report "$source_dir/data/hotels/symbar.json" -q -o "$work/sample.html"
"$tool" report "$source_dir/data/hotels/symbar.json" -q --lang fr -o "$work/sample-fr.html"
everything
study 1 40 "One unit"
study 200 12 "Two hundred units & more"
study 2 3 "Nothing to show"
node "$source_dir/tests/browser/look.mjs" "$modules" "$source_dir/tests/browser/screens" "$work"/*.html "$work"/*.svg
