# What ./run and ./test share: finding a JDK, and bringing Debian packages. Sourced, POSIX sh.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# The feature release of the JVM in a home, such as 17; 0 where there is none. Starts no JVM.
java_release() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || { echo 0; return; }
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# Every Java home on the machine, one per line, the one on the PATH first.
java_homes() {
    if command -v java >/dev/null 2>&1; then
        on_path=$(readlink -f "$(command -v java)")
        echo "${on_path%/bin/java}"
    fi
    for home in /usr/lib/jvm/*; do
        [ ! -h "$home" ] && [ -x "$home/bin/java" ] && echo "$home"
    done
    return 0
}

# find_java newest|oldest java|javac: the home of a JVM of at least Java 17 that has the command; nothing where there
# is none. JAVA_HOME, where set, is the only one looked at.
find_java() {
    best='' best_release=0
    for home in $(if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME"; else java_homes; fi); do
        release=$(java_release "$home")
        [ "${release:-0}" -ge 17 ] && [ -x "$home/bin/$2" ] || continue
        if [ -z "$best" ] ||
            { [ "$1" = newest ] && [ "$release" -gt "$best_release" ]; } ||
            { [ "$1" = oldest ] && [ "$release" -lt "$best_release" ]; }; then
            best=$home best_release=$release
        fi
    done
    echo "$best"
}

# as_root COMMAND...: by sudo where we are not root; fails where neither goes.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        return 1
    fi
}

# Whether packages can be installed: there is apt-get, and we are root or can become it.
may_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true
}

# Once per run: the package lists of a fresh machine are empty or old.
refresh_package_lists() {
    [ -z "${package_lists_refreshed:-}" ] || return 0
    package_lists_refreshed=yes
    as_root apt-get -qq update || say "apt-get update failed; trying with the package lists that are there."
}

# package_available NAME: whether apt has something to install under this name.
package_available() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'
}

# install_packages NAME...: without what is only recommended, and without starting the services they bring.
install_packages() {
    say "Installing with apt-get: $*"
    policy=/usr/sbin/policy-rc.d
    brought_policy=no
    if [ ! -e "$policy" ] && printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null; then
        as_root chmod 755 "$policy"
        brought_policy=yes
    fi
    log=$(mktemp)
    installed=0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >"$log" 2>&1 ||
        installed=$?
    [ "$brought_policy" = no ] || as_root rm -f "$policy"
    [ "$installed" -eq 0 ] || tail -n 20 "$log" >&2
    rm -f "$log"
    return "$installed"
}

# Brings a JDK; the newest long-term release that this machine's packages have, or the oldest.
install_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        die "JAVA_HOME is $JAVA_HOME, where there is no JDK of Java 17 or later. Correct it, or unset it and try again."
    fi
    say "There is no JDK of Java 17 or later here; one is brought with the package manager."
    may_install ||
        die "That needs apt-get, and root or sudo. Install a JDK yourself (openjdk-17-jdk-headless or later)," \
            "or point JAVA_HOME at one, and try again."
    refresh_package_lists
    releases='25 21 17'
    [ "$1" = newest ] || releases='17 21 25'
    for release in $releases; do
        if package_available "openjdk-$release-jdk-headless"; then
            install_packages "openjdk-$release-jdk-headless" && return 0
            die "Installing the JDK failed; the lines above say why."
        fi
    done
    die "No package of a JDK was found (openjdk-17-jdk-headless or later)." \
        "Install one, or point JAVA_HOME at one, and try again."
}
