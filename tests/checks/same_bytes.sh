#!/bin/sh
# same_bytes.sh SOURCE BUILD: the same input gives the same bytes: of two runs, in another
# folder, locale and time zone, from a file and its gzipped twin; and with
# SYMBAR_SLOW_CHECKS=1 of release builds by gcc and by clang.
set -eu
source_dir=$1
build_dir=$2
tool=$build_dir/symbar
[ -x "$tool" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source_dir/data/hotels" "$source_dir/tests/reference/pair" "$work"
cd "$work"
studies="hotels/symbar.json pair/study.json"
failed=0

reports() { # TOOL FOLDER: every study in every format
    mkdir -p "$2"
    for study in $studies; do
        name=$(echo "$study" | tr / -)
        "$1" report "$study" -q -o "$2/$name.json"
        "$1" report "$study" -q --units all -o "$2/$name.txt"
        "$1" tally "$study" -q -o "$2/$name.csv"
    done
}
same() { # FOLDER WHAT
    diff -r first "$1" >difference || {
        echo "$2 gives other bytes:"
        head -n 10 difference
        failed=1
    }
}

reports "$tool" first
reports "$tool" second
same second "a second run"

# Locales are there only if the system can make them; the names alone must do nothing.
mkdir locales
for locale in de_DE fr_FR tr_TR; do
    localedef -i "$locale" -f UTF-8 "locales/$locale.UTF-8" >localedef.log 2>&1 || :
    LOCPATH=$work/locales LC_ALL=$locale.UTF-8 LANG=$locale.UTF-8 reports "$tool" "$locale"
    same "$locale" "the locale $locale"
done
LC_ALL=C LANG=C TZ=Pacific/Kiritimati COLUMNS=132 NO_COLOR=1 reports "$tool" plain
same plain "the C locale, another time zone and a wide terminal"

# From elsewhere, by a relative and by an absolute path. No path of this machine is told.
mkdir -p elsewhere/deep
(cd elsewhere/deep && "$tool" report ../../hotels/symbar.json -q -f json) >from-elsewhere
(cd / && "$tool" report "$work/hotels/symbar.json" -q -f json) >from-root
for file in from-elsewhere from-root; do
    cmp "$file" first/hotels-symbar.json.json || failed=1
done
! grep -q "$work" first/* || { echo "a report names a folder of this machine"; failed=1; }

# A gzipped twin under the same name: only the file's own size and sum differ.
cp -r hotels zipped
for side in staff guests; do
    gzip -9 <"hotels/$side.csv" >"zipped/$side.csv"
done
for study in hotels zipped; do
    "$tool" report "$study/symbar.json" -q -f json | grep -v '^ *"\(bytes\|sha256\)": ' \
        >"$study.json"
    "$tool" report "$study/symbar.json" -q -f text >"$study.txt"
done
cmp hotels.json zipped.json || failed=1
cmp hotels.txt zipped.txt || failed=1

if [ "${SYMBAR_SLOW_CHECKS:-}" = 1 ] && ! grep -q '^SYMBAR_SANITIZE:[A-Z]*=.' \
        "$build_dir/CMakeCache.txt"; then
    for compiler in gcc clang; do
        command -v "$compiler" >/dev/null || continue
        build=$build_dir/twins/$compiler
        { cmake -S "$source_dir" -B "$build" -DBUILD_TESTING=OFF \
            -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER="$compiler" &&
            cmake --build "$build" --target symbar_tool; } >build.log 2>&1 ||
            { tail -n 30 build.log; exit 1; }
        reports "$build/symbar" "$compiler"
        same "$compiler" "the release build by $compiler"
    done
fi
exit $failed
