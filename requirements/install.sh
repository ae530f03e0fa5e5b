#!/bin/sh
# Make .venv/ with Python 3.12 and everything in requirements/dev.txt: `make install`.
# Safe to run again: it does nothing when the lock has not changed, and then needs no network.
set -eu
cd "$(dirname "$0")/.."
lock=requirements/dev.txt
stamp=.venv/.installed
wanted=$(cksum <"$lock")
step() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

# A name on PATH proves nothing: a version manager's shim may be there and fail. Run it.
usable() { "$1" -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))" >/dev/null 2>&1; }
find_python() {
    for candidate in python3.12 python3 python3.13 python3.11 python3.10 python3.9 python3.8 python \
        /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

find_uv() {
    # Ours first; then one on PATH that really runs.
    for candidate in .bootstrap/bin/uv uv; do
        if "$candidate" --version >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

if ! uv=$(find_uv); then
    python=$(find_python) || die "no working python3 (3.8 or later, with venv) was found.
  Debian and Ubuntu: apt-get install python3 python3-venv    macOS: brew install python@3.12"
    step "Preparing the installer with $("$python" --version 2>&1)"
    rm -rf .bootstrap
    "$python" -m venv .bootstrap
    .bootstrap/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
    uv=.bootstrap/bin/uv
fi

find_312() {
    for candidate in "$("$uv" python find 3.12 2>/dev/null || true)" python3.12 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python3; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c "import sys; sys.exit(sys.version_info[:2] != (3, 12))" 2>/dev/null; then
            "$candidate" -c "import sys; print(sys.executable)"
            return
        fi
    done
    return 1
}

if ! python=$(find_312); then
    step "No Python 3.12 here; asking uv for one"
    "$uv" python install --quiet 3.12 || die "Python 3.12 was not found and could not be fetched.
  Install it (python.org, your package manager, or pyenv install 3.12) and run make again."
    python=$("$uv" python find 3.12)
fi

step "Creating .venv with $("$python" --version 2>&1)"
"$uv" venv --quiet --allow-existing --python "$python" .venv
step "Installing $(grep -c '^[a-zA-Z0-9].*==' "$lock") locked packages"
"$uv" pip sync --quiet --require-hashes --compile-bytecode --python .venv/bin/python "$lock"
# Bytecode of our own code too: halves every start, also where writing it is switched off later.
.venv/bin/python -m compileall -q rung config deploy manage.py
printf '%s\n' "$wanted" >"$stamp"
step "Ready: .venv/bin/python is $(.venv/bin/python --version 2>&1)"
