#!/bin/sh
# Installs into an empty folder, and builds and runs somebody else's programs against what
# is there, by pkg-config alone: a static and a shared libsymbar, from C and from C++.
set -eu
source_dir=$1
build_dir=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

setting() { # NAME: its value in the build's cache
    sed -n "s/^$1:[A-Z]*=//p" "$build_dir/CMakeCache.txt"
}
# A sanitizer's library can only be linked by who has the same sanitizer.
[ -z "$(setting SYMBAR_SANITIZE)" ] || exit 77
[ "$(setting SYMBAR_COVERAGE)" != ON ] || exit 77
[ "$(setting SYMBAR_FUZZ)" != ON ] || exit 77
command -v pkg-config >/dev/null || exit 77
[ -x "$build_dir/symbar" ] || exit 77
cc=$(setting CMAKE_C_COMPILER)

expect() { # FILE
    [ -s "$1" ] || { echo "not installed: $1"; exit 1; }
}

try() { # PREFIX NAME
    PKG_CONFIG_PATH=$(dirname "$(find "$1" -name symbar.pc)")
    export PKG_CONFIG_PATH
    flags=$(pkg-config --cflags --libs symbar)
    version=$(pkg-config --modversion symbar)
    strict="-Wall -Wextra -Wpedantic -Werror"
    # shellcheck disable=SC2086 # the flags are words
    "$cc" -std=c11 $strict -o "$work/$2" "$source_dir/tests/install/consumer.c" $flags
    LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
    export LD_LIBRARY_PATH
    [ "$("$work/$2" "$source_dir/data/hotels/symbar.json")" = "$version" ]
    if command -v c++ >/dev/null; then
        # shellcheck disable=SC2086
        c++ -std=c++11 $strict -o "$work/$2-cc" "$source_dir/tests/install/consumer.cc" \
            $flags
        [ "$("$work/$2-cc" "$source_dir/data/hotels/symbar.json")" = "$version" ]
    fi
    unset LD_LIBRARY_PATH
    expect "$1/include/symbar/symbar.h"
    expect "$1/include/symbar/diagnostics.h"
    expect "$1/share/man/man1/symbar.1"
    expect "$1/bin/symbar"
    [ "$("$1/bin/symbar" --version)" = "symbar $version" ]
}

cmake --install "$build_dir" --prefix "$work/static" >/dev/null
try "$work/static" program

# The shared library shows what symbar.h declares and nothing else. The same objects are
# in the static one, so that linking them shows it; SYMBAR_SLOW_CHECKS=1 builds it as a
# packager does.
if [ "${SYMBAR_SLOW_CHECKS:-}" = 1 ]; then
    shared=$build_dir/shared
    cmake -S "$source_dir" -B "$shared" -DBUILD_SHARED_LIBS=ON -DBUILD_TESTING=OFF \
        -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER="$cc" >"$work/log" 2>&1 ||
        { cat "$work/log"; exit 1; }
    cmake --build "$shared" >"$work/log" 2>&1 || { tail -30 "$work/log"; exit 1; }
    cmake --install "$shared" --prefix "$work/shared" >/dev/null
    try "$work/shared" shared-program
    library=$(find "$work/shared" -name 'libsymbar.so')
else
    library=$work/libsymbar.so
    readstat=
    if grep -q '^SYMBAR_READSTAT:BOOL=ON' "$build_dir/CMakeCache.txt"; then
        readstat=-lreadstat
    fi
    # shellcheck disable=SC2046,SC2086 # the flags are words
    "$cc" -shared -o "$library" -Wl,--whole-archive "$build_dir/libsymbar.a" \
        -Wl,--no-whole-archive -Wl,--no-undefined $readstat -lcsv -lm \
        $(pkg-config --libs $(sed -n 's/^Requires: //p' "$build_dir/symbar.pc" | tr -d ,))
fi
# The ends of its segments are the linker's, where a library that it needs looks at its own.
nm -D --defined-only "$library" | sed 's/.* //; s/@.*//' |
    grep -vxE '__bss_start|_edata|_end' | sort >"$work/seen"
sed -n '/SYMBAR_API/,/;/p' "$source_dir"/include/symbar/*.h |
    sed -n 's/.*\(symbar_[a-z_]*\)(.*/\1/p' | sort -u >"$work/declared"
diff "$work/declared" "$work/seen" ||
    { echo "declared (<) is not what the shared library shows (>)"; exit 1; }
