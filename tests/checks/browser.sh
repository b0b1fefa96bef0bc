#!/bin/sh
# The page in headless Chromium, as tests/browser/look.mjs looks at it: the sample study,
# one unit, 200 units with long names, nothing to show. What it needs beside Chromium and
# Node.js comes from the npm registry; without any of them it is skipped.
#
# UPDATE=1 keeps the pictures of the sample anew; look at them.
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

"$tool" report "$source_dir/data/hotels/symbar.json" -q -o "$work/sample.html"
study 1 40 "One unit"
study 200 12 "Two hundred units & more"
study 2 3 "Nothing to show"
node "$source_dir/tests/browser/look.mjs" "$modules" "$source_dir/tests/browser/screens" "$work"/*.html
