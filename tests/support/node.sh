# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Node and the npm packages that the tests and benchmarks talk to: soketi and the official SDKs. Sourced, after
# app/setup.sh, by tests/run and tests/bench/run.

# Debian 12's own Node is 18.
node_packages=(nodejs npm)
node_advice="No Node 16, 18 or 20 with npm was found: soketi's native module is built for these versions only.
Put one in PATH, or install Debian's own:  apt-get install nodejs npm"

# Prints the path of a Node that soketi's native module has a build for and that has npm beside it.
suitable_node() {
    local node
    for node in "$(command -v node)" /usr/bin/node /usr/local/bin/node; do
        if [[ -x $node && -x ${node%/*}/npm ]] &&
            [[ $("$node" -p process.versions.node 2>/dev/null) =~ ^(16|18|20)\. ]]; then
            printf '%s\n' "$node"
            return
        fi
    done
    return 1
}

# Installs what tests/integration/package-lock.json pins into build/npm, unless it is there already. No install script
# of any package is run.
install_npm_packages() {
    local node=$1 from=$root/tests/integration to=$root/build/npm
    cmp --silent "$from/package-lock.json" "$to/node_modules/.installed-lock.json" && return
    say "Installing npm packages into build/npm: soketi and the official SDKs"
    mkdir -p "$to"
    cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$to/"
    (cd "$to" && PATH="${node%/*}:$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 </dev/null) ||
        fail "npm could not install them; its own words are above."
    cp "$from/package-lock.json" "$to/node_modules/.installed-lock.json"
}
