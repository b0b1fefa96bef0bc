#!/bin/sh
# Builds symbar for 64-bit ARM and runs its tests under QEMU, so that the way of reading by
# NEON is tried on a machine that has none; and sees whether reports are the same bytes as
# this machine's. Needs Debian or Ubuntu, and as root, once:
#
#     dpkg --add-architecture arm64 && apt-get update
#     apt-get install gcc-aarch64-linux-gnu qemu-user-static
#
# Libraries for ARM are not installed but unpacked, in build/aarch64-root.
#
#     sh scripts/aarch64.sh [REGEX]     tests whose names it finds; by default all but checks
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

# merge_folders FOLDER: what is in /lib goes to /usr/lib, as on a system that is installed,
# and links to places there stay inside the folder.
merge_folders() {
    [ -d "$1/lib" ] || return 0
    cp -a "$1/lib/." "$1/usr/lib/"
    rm -r "$1/lib"
    ln -s usr/lib "$1/lib"
    find "$1/usr/lib" -type l -lname '/lib/*' | while read -r link; do
        ln -sfr "$1/usr$(readlink "$link")" "$link"
    done
}

# unpack_libraries FOLDER: all that the build takes, and what that needs in turn. Headers of
# the C library come with the compiler.
unpack_libraries() {
    wanted=$(parts | sed -n 's/^[^|]*|[^|]*|\([a-z0-9]*-dev\)|.*/\1:arm64/p' |
        grep -v '^libc6-dev')
    # The packages are lists of plain words.
    # shellcheck disable=SC2086
    packages=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts \
        --no-breaks --no-replaces --no-enhances $wanted |
        sed -n '/^libc6-dev/d; /^linux-libc-dev/d; /^[a-z].*:arm64$/p')
    rm -rf "$1.new"
    mkdir -p "$1.new/packages"
    cd "$1.new/packages"
    # shellcheck disable=SC2086
    apt-get -qq download $packages
    for package in *.deb; do
        dpkg -x "$package" ..
    done
    rm -rf "$1.new/packages"
    merge_folders "$1.new"
    mv "$1.new" "$1"
}

# compare_bytes STUDY: every figure and count, by each way of reading there.
compare_bytes() {
    for what in "report -f json" "tally"; do
        # shellcheck disable=SC2086
        "$root/build/release/symbar" $what -q "$1" >"$root/build/aarch64/here"
        for instructions in neon portable libcsv; do
            # shellcheck disable=SC2086
            SYMBAR_INSTRUCTIONS=$instructions "$root/build/aarch64/tests/emulated/symbar" \
                $what -q "$1" >"$root/build/aarch64/there"
            cmp "$root/build/aarch64/here" "$root/build/aarch64/there" ||
                stop "$what $1: other bytes by $instructions"
        done
    done
}

tool aarch64-linux-gnu-gcc || stop "a compiler for ARM is missing (Debian: gcc-aarch64-linux-gnu)"
tool qemu-aarch64-static || stop "QEMU is missing (Debian: qemu-user-static)"
require_parts test
libraries=$root/build/aarch64-root
if [ ! -d "$libraries" ]; then
    dpkg --print-foreign-architectures | grep -qx arm64 ||
        stop "packages for ARM are out of reach (dpkg --add-architecture arm64 && apt-get update)"
    say "unpacking libraries for ARM"
    quietly "unpacking libraries" unpack_libraries "$libraries"
fi
build_preset release
build_preset aarch64
for study in data/hotels/symbar.json tests/reference/pair/study.json; do
    compare_bytes "$study"
done
say "reports are the same bytes"
exec ctest --test-dir "$root/build/aarch64" -j "$(processors)" --output-on-failure \
    -R "${1:-^(unit|reference|property|case|fuzz)[.]}"
