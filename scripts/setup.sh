# shellcheck shell=sh
# What demo.sh, test.sh and their neighbours share; it is read by them, not run:
#
#     . "$root/scripts/setup.sh"
#     require_parts build          # or: require_parts test
#     build_preset release
#
# require_parts looks for every part that symbar needs and does nothing when all are there.
# What is missing it installs with apt-get on Debian and Ubuntu (as root, or with sudo); on
# other systems it names the missing parts and stops.

: "${root:?is the folder of the project}"

# One part a line: what it is needed for, how to see that it is there, Debian's package, and
# its name for people. "test" is what only the tests use; without an "extra" some tests skip.
parts() {
    cat <<'PARTS'
build|tool cc gcc clang|gcc|a C compiler
build|header stdio.h|libc6-dev|the C library's headers
build|cmake_is_new|cmake|CMake 3.20 or later
build|tool ninja make gmake|ninja-build|Ninja or make
build|tool pkg-config|pkg-config|pkg-config
build|header csv.h|libcsv-dev|libcsv
build|module libcjson|libcjson-dev|cJSON
build|module gsl|libgsl-dev|GSL, the GNU Scientific Library
build|module zlib|zlib1g-dev|zlib
build|module libutf8proc|libutf8proc-dev|utf8proc
build|module nettle|nettle-dev|Nettle
build|tool msgfmt|gettext|GNU gettext, for the languages of reports
test|module cmocka|libcmocka-dev|cmocka
extra|module libisal|libisal-dev|ISA-L, which inflates gzip files fast
extra|header readstat.h|libreadstat-dev|ReadStat, which reads SPSS files
extra|module xlsxwriter|libxlsxwriter-dev|libxlsxwriter, which writes workbooks
extra|python_with jsonschema|python3-jsonschema|Python 3 with jsonschema
extra|tool mandoc|mandoc|mandoc
extra|tool chromium chromium-browser google-chrome|chromium|Chromium
extra|font Liberation Sans|fonts-liberation|the Liberation fonts, in which pages were pictured
PARTS
}

say() { printf 'symbar: %s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

tool() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

compiler() {
    for name in ${CC:+"$CC"} cc gcc clang; do
        if tool "$name"; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

header() {
    cc=$(compiler) && printf '#include <%s>\n' "$1" | "$cc" -E -x c - >/dev/null 2>&1
}

module() { pkg-config --exists "$1" 2>/dev/null; }

python_with() { python3 -c "import $1" >/dev/null 2>&1; }

font() { fc-match "$*" family 2>/dev/null | grep -qi "^$*"; }

is_installed() {
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

cmake_is_new() {
    version=$(cmake --version 2>/dev/null | sed -n '1s/^cmake version //p')
    major=${version%%.*}
    rest=${version#*.}
    minor=${rest%%.*}
    [ -n "$version" ] && { [ "$major" -gt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -ge 20 ]; }; }
}

# missing_parts FIELD USE...: the packages (field 3) or names (field 4) of what is not there.
missing_parts() {
    field=$1
    shift
    parts | while IFS='|' read -r use check package name; do
        case " $* " in *" $use "*) ;; *) continue ;; esac
        # The check is a function and its arguments, all plain words.
        # shellcheck disable=SC2086
        $check && continue
        if [ "$field" = package ]; then
            # A package that is there but out of reach (another python3 comes first in PATH)
            # would be installed again and again.
            [ "$use" = extra ] && is_installed "$package" && continue
            printf '%s\n' "$package"
        else
            printf '  %s (Debian: %s)\n' "$name" "$package"
        fi
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" \
        </dev/null
}

# quietly WHAT COMMAND...: the command's output is shown only when it fails.
quietly() {
    what=$1
    shift
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 40 "$log" >&2
        rm -f "$log"
        stop "$what failed; the lines above say why"
    fi
}

install_parts() {
    [ "$(id -u)" -eq 0 ] || tool sudo ||
        stop "missing: $* (run this as root, or: apt-get install $*)"
    say "installing $*"
    # An interactive sudo asks once, here, where its question can be seen.
    [ "$(id -u)" -eq 0 ] || as_root true || stop "sudo did not let us install: $*"
    quietly "apt-get update" apt update
    quietly "apt-get install" apt install -y --no-install-recommends "$@"
}

# require_parts build | test
require_parts() {
    case $1 in
    build) needed=build extras="" ;;
    test) needed="build test" extras=extra ;;
    esac
    # The uses and the packages are lists of plain words.
    # shellcheck disable=SC2086
    {
        packages=$(missing_parts package $needed)
        extra_packages=$(missing_parts package $extras)
    }
    # shellcheck disable=SC2086
    if [ -z "$packages$extra_packages" ]; then
        return 0
    elif [ -n "$packages" ]; then
        tool apt-get && install_parts $packages $extra_packages
    else
        # Nothing depends on these: a failure is told and forgiven.
        ! tool apt-get || (install_parts $extra_packages) || :
    fi
    # shellcheck disable=SC2086
    {
        names=$(missing_parts name $needed)
        extra_names=$(missing_parts name $extras)
    }
    if [ -n "$names" ]; then
        say "these parts are missing; install them and try again:"
        printf '%s\n' "$names" >&2
        exit 1
    elif [ -n "$extra_names" ]; then
        say "some tests will be skipped without:"
        printf '%s\n' "$extra_names" >&2
    fi
}

processors() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

# build_preset PRESET [CMAKE OPTION]...: configures and builds in build/PRESET. A build folder
# that belongs to another place (a copied tree) is made anew.
build_preset() {
    preset=$1
    shift
    folder=$root/build/$preset
    cache=$folder/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        rm -rf "$folder"
    fi
    [ -z "${SYMBAR_WERROR:-}" ] || set -- "$@" "-DSYMBAR_WERROR=$SYMBAR_WERROR"
    if [ ! -f "$cache" ] && tool ninja; then
        set -- -G Ninja "$@"
    fi
    cd "$root" || exit 1
    quietly "cmake" cmake --preset "$preset" "$@"
    quietly "the build" cmake --build "$folder" -j "$(processors)"
}
