#!/bin/sh
# The usable Pythons among the arguments, by default among all of this machine, as lines of
# "VERSION PATH", oldest first, one for each minor version. Usable: 3.11 or newer, released,
# with the global lock (not every dependency has wheels without), able to make virtual environments.

probe='
import sys, sysconfig, ensurepip, venv
released = sys.version_info.releaselevel == "final"
locked = not sysconfig.get_config_var("Py_GIL_DISABLED")
if sys.version_info >= (3, 11) and released and locked:
    print("%d.%d" % sys.version_info[:2], getattr(sys, "_base_executable", sys.executable))
'

if [ $# -eq 0 ]; then
    set -- python3 python3.11 python3.12 python3.13 python3.14 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python
fi
for python in "$@"; do
    # A pyenv shim of a version that is not active is on PATH and fails: asking is the only test.
    "$python" -c "$probe" 2>/dev/null
done | sort -s -t. -k1,1n -k2,2n | awk '!seen[$1]++'
