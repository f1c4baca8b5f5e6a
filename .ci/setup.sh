#!/bin/sh
# Makes the environment that a checkout works in:
#
#   .ci/setup.sh         what `maturity` needs: .venv, and Pango's libraries for PDF reports
#   .ci/setup.sh test    that, and what the tests need: tools, Java, Chromium, poppler, tmux
#
# Run again, it only looks: a stamp says that .venv is as the lock file wants it, and no network is
# needed. PYTHON=… chooses the interpreter. Works on a bare Debian or Ubuntu with python3 and pip.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
PATH=$PATH:/usr/sbin:/sbin # ldconfig is there, and not on every user's path

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
in_ci() { case ${CI:-} in '' | 0 | false) false ;; esac; }

case $kind in
run) lock=requirements.lock ;;
test) lock=tests/requirements.lock ;;
*) fail "unknown kind '$kind': nothing, or 'test'" ;;
esac

# --- The Python environment -----------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if new_enough "$candidate"; then echo "$candidate" && return; fi
  done
  fail "Python 3.11 or later is needed; found: $("${PYTHON:-python3}" --version 2>&1 || echo none)." \
    "Install one, or name it: PYTHON=/path/to/python3 make …"
}

# Without pip inside: Debian splits ensurepip off, and its pip can serve another environment.
make_environment() {
  "$python" -m venv --clear --without-pip .venv && new_enough .venv/bin/python ||
    fail "$python cannot make an environment. Type: sudo apt-get install --yes python3-venv"
}

pip() {
  if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    .venv/bin/python -m pip -qq --disable-pip-version-check "$@"
  elif "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m pip -qq --disable-pip-version-check --python .venv/bin/python "$@"
  else
    fail "pip is needed. Type: sudo apt-get install --yes python3-pip"
  fi
}

# The folder belongs to it: an editable installation points to where the checkout is.
wanted() { { pwd && cat "$1" pyproject.toml .ci/setup.sh; } | cksum; }
is_ready() { [ "$(cat ".venv/ready-to-$1" 2>/dev/null)" = "$(wanted "$2")" ]; }

install_environment() {
  python=$(find_python)
  new_enough .venv/bin/python || make_environment
  rm -f ".venv/ready-to-$kind"
  say "installing what $lock lists into .venv (a minute or two, this once)"
  export PIP_ROOT_USER_ACTION=ignore
  pip install --require-hashes --only-binary :all: --requirement "$lock" &&
    pip install --no-deps --no-build-isolation --editable . ||
    fail "the installation failed (above is why); the first run needs the network"
  wanted "$lock" >".venv/ready-to-$kind"
}

if ! new_enough .venv/bin/python; then
  install_environment
elif ! is_ready "$kind" "$lock"; then
  # What tests need includes what running needs.
  [ "$kind" = run ] && is_ready test tests/requirements.lock || install_environment
fi

# What is installed in place is not compiled by pip, and some machines keep nothing compiled.
.venv/bin/python -m compileall -qq maturity || :

# --- Parts of the machine that pip cannot bring ---------------------------------------------------

has_java() {
  version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ]
}

has_browser() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

# lacks_library FILE PACKAGE: names the package when the system's linker does not know the file.
lacks_library() { case $libraries in *"$1"*) ;; *) echo "$2" ;; esac }

# Names the Debian packages whose part of the machine is missing.
missing_packages() {
  libraries=$(ldconfig -p 2>/dev/null || true)
  lacks_library libpango-1.0.so.0 libpango-1.0-0
  lacks_library libpangoft2-1.0.so.0 libpangoft2-1.0-0
  lacks_library libharfbuzz-subset.so.0 libharfbuzz-subset0
  [ "$kind" = test ] || return 0
  lacks_library libatomic.so.1 libatomic1 # playwright's driver needs it
  has_java || echo default-jre-headless
  has_browser >/dev/null || echo chromium
  command -v pdftoppm >/dev/null || echo poppler-utils
  command -v tmux >/dev/null || echo tmux
}

# Quiet unless it fails. Waits when another installation holds the lock.
apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 --yes \
    --no-install-recommends "$@" >>.venv/apt.log 2>&1
}

install_packages() {
  command -v apt-get >/dev/null || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
  else
    return 0
  fi
  say "installing" $1
  : >.venv/apt.log
  apt install $1 && return
  apt update || true # the lists are missing or too old: only then does it take the time
  for package in $1; do
    apt install "$package" || say "$package: $(grep '^E:' .venv/apt.log | tail -n 1)"
  done
}

missing=$(missing_packages | xargs)
if [ -n "$missing" ]; then
  install_packages "$missing"
  missing=$(missing_packages | xargs)
fi
[ -n "$missing" ] || exit 0

if [ "$kind" = test ]; then
  in_ci && fail "the checks need $missing, which could not be installed"
  say "without $missing the checks that need them are skipped. To have them, type:"
else
  say "PDF reports need libraries that this machine lacks; HTML reports do without. To have them, type:"
fi
say "  sudo apt-get update && sudo apt-get install --yes $missing"
