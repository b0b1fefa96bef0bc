#!/bin/sh
# Runs every test with gcov and prints the line coverage of src/, file by file.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

tool gcovr || stop "gcovr is missing (Debian: gcovr)"
require_parts test
build_preset coverage
# Counts of an earlier run would be added to.
find "$root/build/coverage" -name '*.gcda' -exec rm -f {} +
quietly "the tests" ctest --test-dir "$root/build/coverage" -j "$(processors)" \
    --output-on-failure
gcovr --root "$root" --filter "$root/src/" --exclude-throw-branches "$root/build/coverage"
