# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What app/run, tests/run and tests/bench/run share: installing the Debian packages they need and building the release
# preset. It is sourced, never run:
#
#   source "$root/app/setup.sh"            # needs root= the top of the source tree
#   install_packages "${build_packages[@]}" "${runtime_packages[@]}"
#   build_release [target …]

# What the program is compiled with.
build_packages=(
    g++ cmake ninja-build ccache pkg-config
    qt6-base-dev libgl-dev libopengl-dev qt6-websockets-dev qt6-svg-dev qt6-charts-dev libqt6opengl6-dev qt6-httpserver-dev
    qtkeychain-qt6-dev libqscintilla2-qt6-dev
    libsimdjson-dev libsodium-dev libexpected-dev libcli11-dev libssl-dev
)

# What it needs besides the libraries it is linked with. QtKeychain loads libsecret when it is first asked, and
# Qt its SQLite driver, so that no package depends on them.
runtime_packages=(ca-certificates fonts-dejavu-core libsecret-1-0 libqt6sql6-sqlite)
if [[ -n ${WAYLAND_DISPLAY-} && -z ${DISPLAY-} ]]; then
    runtime_packages+=(qt6-wayland)
fi

say() { printf '%s\n' "$@" >&2; }
fail() {
    say "$@"
    exit 1
}

# Prints those of the given packages that are not installed.
missing_packages() {
    local -A installed=()
    local name status known
    known=$(dpkg-query --show --showformat '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null) || true # unknown ones
    while read -r name status; do
        [[ $status == installed ]] && installed[$name]=1
    done <<<"$known"
    for name in "$@"; do
        [[ -n ${installed[$name]-} ]] || printf '%s\n' "$name"
    done
}

# Runs a command as root, which it may already be.
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo --non-interactive "$@"
    fi
}

# Installs what is missing of the given packages. Silent, and one short command, if nothing is.
install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system: going on with what is installed. The packages on Debian 12 would be: $*"
        return
    fi
    local missing
    missing=$(missing_packages "$@")
    [[ -n $missing ]] || return 0
    mapfile -t missing <<<"$missing"

    local by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        fail "These packages are missing: ${missing[*]}" \
            "There is no sudo here to install them with. As root, run:  $by_hand"
    fi
    say "Installing packages: ${missing[*]}"
    local log=$root/build/apt.log
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    mkdir -p "$root/build"
    if ! {
        as_root "${apt[@]}" update && as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"
    } >"$log" 2>&1; then
        tail --lines=20 "$log" >&2
        fail "Could not install them (the whole story is in $log). To try by hand, as root:  $by_hand"
    fi
}

# Configures the release preset, and says nothing if that went well: configure_release [cmake option …]
configure_release() {
    local output
    output=$(cd "$root" && cmake --preset release -DCHANNELSCOPE_UNITY=ON "$@" 2>&1 </dev/null) || fail "$output"
}

# Builds the release preset, or only the given targets of it. Quiet if it had been built before.
build_release() {
    local ninja=(ninja -C "$root/build/release" -j"$(nproc)")
    if [[ -x $root/build/release/bin/channelscope ]]; then
        ninja+=(--quiet)
    else
        say "Building Channelscope; the first time this takes some minutes."
    fi
    "${ninja[@]}" "$@" >&2 </dev/null
}
