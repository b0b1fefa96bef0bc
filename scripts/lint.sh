#!/bin/sh
# clang-format over everything, clang-tidy over src/. Exit 1 when either has a word to say.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

tool clang-format || stop "clang-format is missing"
tool clang-tidy || stop "clang-tidy is missing"
require_parts build
build_preset dev

status=0
git ls-files -z -- '*.c' '*.h' | xargs -0 clang-format --dry-run -Werror || status=1
git ls-files -z -- 'src/*.c' |
    xargs -0 -n 4 -P "$(processors)" clang-tidy --quiet -p "$root/build/dev" || status=1
[ "$status" -eq 0 ] && say "lint: nothing to say"
exit "$status"
