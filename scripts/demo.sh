#!/bin/sh
# Builds symbar and prints the report of the sample study. Installs what is missing (Debian
# and Ubuntu). The report goes to standard output, everything else to standard error.
#
#     sh scripts/demo.sh [OPTION OF symbar report]...
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

require_parts build
build_preset release
exec "$root/build/release/symbar" report "$root/data/hotels/symbar.json" "$@"
