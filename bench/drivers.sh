# drivers.sh: what scripts share that measure the programs of bench/drivers, to be read with `.` where $root, $drivers,
# $compiler and $work are known: libraries, objects, and two functions.

# shellcheck shell=sh disable=SC2034,SC2154

icu=$(pkg-config --cflags --libs icu-i18n icu-uc 2>/dev/null || echo "-licui18n -licuuc")
xml=$(pkg-config --cflags --libs libxml-2.0 2>/dev/null || echo "-I/usr/include/libxml2 -lxml2")

# The objects by the names of their sources: build/core may still hold those of sources that are gone.
objects=
for source in "$root"/csrc/core/*.[cS]; do
  name=${source##*/}
  objects="$objects $root/build/core/${name%.?}.o"
done

leave_out() {
  echo "$1 is left out: $2"
}

# build NAME FLAG…: compiles a driver; false where that fails, and $work/NAME.log has the compiler's words.
build() {
  name=$1
  shift
  "$compiler" -std=c11 -O2 -D_POSIX_C_SOURCE=200809L -o "$work/$name" "$drivers/$name.c" "$@" 2>"$work/$name.log"
}
