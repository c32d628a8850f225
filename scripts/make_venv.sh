#!/bin/sh
# make_venv.sh VENV [PYTHON]: makes a virtual environment with uv in it.
# Without PYTHON, takes `python3` where it is usable, otherwise the newest usable Python.
set -eu
cd "$(dirname "$0")/.."

choose() {
    chosen=$(sh scripts/pythons.sh python3)
    [ -n "$chosen" ] || chosen=$(sh scripts/pythons.sh | tail -n 1)
    echo "${chosen#* }"
}

venv=$1
python=${2:-$(choose)}
if [ -z "$python" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # Debian keeps the module venv in a package of its own.
    echo "Installing python3-venv"
    apt-get update -qq >/dev/null && apt-get install -y -qq python3-venv >/dev/null
    python=$(choose)
fi
if [ -z "$python" ]; then
    echo "Kedja needs Python 3.11 or newer with the module venv." >&2
    echo "On Debian and Ubuntu: apt install python3-venv. Or name one: make PYTHON=/path/to/python3.12" >&2
    exit 1
fi
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint requirements.lock uv
