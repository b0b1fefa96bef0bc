#!/bin/sh
# Every figure of CSV, TSV and XLSX is the JSON's, read back by Python's own readers; and
# names that mean harm do none in any format.
set -u
command -v python3 >/dev/null 2>&1 || {
    echo "python3 is not installed"
    exit 77
}
exec python3 "$1/tests/checks/formats.py" "$1" "$2"
