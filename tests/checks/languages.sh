#!/bin/sh
# The catalogues of po/: well formed, with the places of each sentence, with nothing fuzzy;
# and (with SYMBAR_SLOW_CHECKS, as in CI) with every sentence of the sources.
set -u
source_dir=$1
build_dir=$2
export LC_ALL=C
command -v msgfmt >/dev/null 2>&1 || {
    echo "msgfmt is not installed"
    exit 77
}
failed=0

for file in "$source_dir"/po/*.po; do
    name=$(basename "$file" .po)
    msgfmt --check --output-file=/dev/null "$file" || failed=1
    if [ -n "$(msgattrib --only-fuzzy "$file")" ]; then
        echo "$file has fuzzy entries"
        failed=1
    fi
    grep -q "\"$name\"" "$source_dir/src/base/language.c" || {
        echo "src/base/language.c does not know '$name'"
        failed=1
    }
    # the rule in the source is the catalogue's
    rule='plural=n!=1;'
    grep -q "{ \"$name\", '.', true" "$source_dir/src/base/language.c" ||
        grep -q "{ \"$name\", ',', true" "$source_dir/src/base/language.c" && rule='plural=n>1;'
    grep -q "^\"Plural-Forms: nplurals=2; $rule" "$file" || {
        echo "$file has another rule for plurals than src/base/language.c ($rule)"
        failed=1
    }
done

# A catalogue whose sentence has other places must not pass.
broken=$(mktemp)
trap 'rm -f "$broken"' EXIT
sed -e '/^"PO-Rev/d' "$source_dir/po/fr.po" >"$broken"
printf '\n#, c-format\nmsgid "a broken %%s"\nmsgstr "cassé %%d"\n' >>"$broken"
if msgfmt --check --output-file=/dev/null "$broken" 2>/dev/null; then
    echo "a wrong place passed msgfmt"
    failed=1
fi

if command -v python3 >/dev/null 2>&1; then
    python3 "$source_dir/tests/checks/languages.py" "$source_dir" || failed=1
fi

if [ -n "${SYMBAR_SLOW_CHECKS:-}" ]; then
    sh "$source_dir/scripts/translations.sh" --check
    case $? in 0 | 77) ;; *) failed=1 ;; esac
fi

# Every language is spoken by the tool, whatever the environment says.
for name in en fr de es; do
    LANGUAGE=fr LANG=fr_FR.UTF-8 "$build_dir/symbar" report "$source_dir/data/hotels/symbar.json" \
        --quiet --lang "$name" >"$broken" || failed=1
    case $name in en) wanted='How to read it' ;; fr) wanted='Comment le lire' ;;
    de) wanted='Lesehilfe' ;; es) wanted='Cómo leerlo' ;; esac
    grep -q "$wanted" "$broken" || {
        echo "--lang $name does not say '$wanted'"
        failed=1
    }
done
exit "$failed"
