#!/bin/sh
# Checks the system libraries that Python and Qt need on a bare Debian or Ubuntu; installs them when it may (as root,
# or with passwordless sudo), otherwise prints the exact command and stops. `--display` also checks that a window can open;
# `--list` only names all the packages.
set -eu

packages="python3-venv libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
display_packages="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0"

if [ "${1:-}" = "--list" ]; then
    echo $packages $display_packages
    exit 0
fi

want_display=no
if [ "${1:-}" = "--display" ]; then
    want_display=yes
    packages="$packages $display_packages"
fi

if [ "$want_display" = yes ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${QT_QPA_PLATFORM:-}" ]; then
    echo "No display was found: the window cannot open here. Log in to a graphical session and run 'make run' again." >&2
    echo "Without one, 'make demo' does the whole work and writes its files to build/demo/." >&2
    exit 1
fi

command -v dpkg-query >/dev/null 2>&1 || exit 0  # another distribution: Qt itself says what it misses

missing=""
has_venv=no
"${PYTHON:-python3}" -c "import ensurepip, venv" 2>/dev/null && has_venv=yes
for package in $packages; do
    if dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed"; then continue; fi
    # Debian 13 renamed some libraries for 64-bit time
    if dpkg-query -W -f='${Status}' "${package}t64" 2>/dev/null | grep -q "ok installed"; then continue; fi
    # A Python built by hand brings its own venv module
    if [ "$package" = python3-venv ] && [ "$has_venv" = yes ]; then continue; fi
    missing="$missing $package"
done
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "These system packages are missing:$missing" >&2
    echo "Install them with:  sudo apt-get update && sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "Installing system packages:$missing"
# shellcheck disable=SC2086
$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
