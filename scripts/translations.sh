#!/bin/sh
# Brings po/ up to date with the sources: po/symbar.pot lists every sentence, and each
# po/<language>.po gets the new ones, without a translation, and loses the old ones.
#
#     sh scripts/translations.sh            # then fill in the empty msgstr of po/*.po
#     sh scripts/translations.sh --check    # change nothing, exit 1 when something is due
#     sh scripts/translations.sh --missing  # list what has no translation
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"
export LC_ALL=C

# TEMPLATE: every sentence of the sources. No line numbers and no date, so that it changes
# only with the sentences.
extract() {
    cd "$root"
    find src -name '*.c' | sort |
        xgettext --files-from=- --from-code=UTF-8 --language=C --no-wrap \
            --add-location=file --add-comments=translators --package-name=symbar \
            --exclude-file=po/english.pot \
            --keyword --keyword=TRANSLATABLE:1 --keyword=translated:2 \
            --keyword=translated_in:2c,3 --keyword=translated_count:2,3 \
            --keyword=translated_amount:2,3 \
            --keyword=fail:4 --keyword=warn:4 --keyword=note:4 --keyword=hint:2 \
            --keyword=audit_find:4 --flag=audit_find:4:c-format --keyword=fail_system:4 --keyword=refuse:4 --flag=refuse:4:c-format --flag=fail:4:c-format --flag=warn:4:c-format \
            --flag=note:4:c-format --flag=hint:2:c-format --output=- |
        sed -e '/^"POT-Creation-Date:/d' -e 's/charset=CHARSET/charset=UTF-8/' \
            -e '1,/^$/{/^# /d;/^#$/d;}' >"$1"
}

# What is in TEMPLATE and not, or not well, in FILE.
missing() { # TEMPLATE FILE
    msgmerge --quiet --no-fuzzy-matching --no-wrap "$2" "$1" | msgattrib --no-obsolete --no-wrap --untranslated
    msgattrib --only-fuzzy --no-wrap "$2"
}

tool xgettext || {
    say "xgettext (GNU gettext) is missing"
    exit 77
}
template=$(mktemp)
trap 'rm -f "$template" "$template.po"' EXIT
extract "$template"

case ${1-} in
--check)
    status=0
    cmp -s "$template" "$root/po/symbar.pot" || {
        diff "$root/po/symbar.pot" "$template" || :
        say "po/symbar.pot is out of date: run scripts/translations.sh"
        status=1
    }
    for file in "$root"/po/*.po; do
        missing "$template" "$file" >"$template.po"
        if grep -q '^msgid ".' "$template.po"; then
            cat "$template.po"
            say "$file lacks translations; run scripts/translations.sh and fill them in"
            status=1
        fi
    done
    exit "$status"
    ;;
--missing)
    for file in "$root"/po/*.po; do
        missing "$template" "$file"
    done
    ;;
*)
    cp "$template" "$root/po/symbar.pot"
    for file in "$root"/po/*.po; do
        msgmerge --quiet --no-fuzzy-matching --no-wrap "$file" "$template" |
            msgattrib --no-obsolete --no-wrap --output-file="$template.po"
        cp "$template.po" "$file"
    done
    ;;
esac
