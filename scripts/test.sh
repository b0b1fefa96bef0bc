#!/bin/sh
# Builds symbar and runs every test. Installs what is missing (Debian and Ubuntu).
#
#     sh scripts/test.sh [PRESET]     dev (the default), asan, tsan, release or coverage
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

preset=${1:-dev}
require_parts test
build_preset "$preset"
exec ctest --test-dir "$root/build/$preset" -j "$(processors)" --output-on-failure
