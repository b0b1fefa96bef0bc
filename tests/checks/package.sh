#!/bin/sh
# `cpack` makes a Debian package that names what it needs, and that dpkg installs, runs and
# removes without a trace, in a root of its own.
set -u
source_dir=$1
build_dir=$2
setting() { # NAME: its value in the build's cache
    sed -n "s/^$1:[A-Z]*=//p" "$build_dir/CMakeCache.txt"
}
[ -z "$(setting SYMBAR_SANITIZE)" ] && [ "$(setting SYMBAR_COVERAGE)" != ON ] || exit 77
[ "$(setting SYMBAR_FUZZ)" != ON ] || exit 77
for part in cpack dpkg dpkg-deb dpkg-shlibdeps; do
    command -v $part >/dev/null || { echo "$part is not installed"; exit 77; }
done
[ "$(id -u)" -eq 0 ] || { echo "only root can let dpkg install"; exit 77; }
[ -x "$build_dir/symbar" ] || exit 77
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$1"
    exit 1
}

(cd "$work" && cpack -G DEB --config "$build_dir/CPackConfig.cmake" -B "$work/out") \
    >"$work/log" 2>&1 || { cat "$work/log"; fail "cpack failed"; }
package=$(find "$work/out" -maxdepth 1 -name '*.deb')
[ -f "$package" ] || fail "cpack made no package"
needs=$(dpkg-deb -f "$package" Depends)
for part in libc6 libcsv3 libcjson1 libgsl; do
    case $needs in *$part*) ;; *) fail "the package does not need $part: $needs" ;; esac
done

root=$work/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
: >"$root/var/lib/dpkg/status"
admin() { dpkg --root="$root" --log="$work/dpkg.log" --force-depends "$@" >"$work/log" 2>&1; }
files() { (cd "$root" && find . -path ./var -prune -o ! -type d -print | sort); }
admin -i "$package" || { cat "$work/log"; fail "dpkg does not install it"; }
for file in bin/symbar share/man/man1/symbar.1 share/doc/symbar/copyright \
    share/bash-completion/completions/symbar share/zsh/vendor-completions/_symbar \
    share/fish/vendor_completions.d/symbar.fish; do
    [ -s "$root/usr/$file" ] || fail "not installed: $file"
done
"$root/usr/bin/symbar" report --quiet --lang fr "$source_dir/data/hotels/symbar.json" >"$work/report" ||
    fail "the installed tool does not run"
grep -q salari "$work/report" || fail "the installed tool does not speak French"
admin -P symbar || { cat "$work/log"; fail "dpkg does not remove it"; }
left=$(files)
[ -z "$left" ] || fail "left behind: $left"
