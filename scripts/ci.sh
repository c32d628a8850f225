#!/bin/sh
# Everything that must hold, from nothing: lint, types, the tests on the newest Python of this machine
# against the built wheel from outside the checkout, and all tests on the oldest.
set -eu
cd "$(dirname "$0")/.."

field() { sh scripts/pythons.sh | sed -n "$1p" | cut -d' ' -f"$2"; }
say() { printf '\n== %s\n' "$*"; }

make .venv/.dev # finds a Python, or says how to get one
old=$(field 1 1)
new=$(field '$' 1)

say "Lint and types"
make lint types

say "The project itself on Python $new"
make test VENV=".venv-$new" PYTHON="$(field '$' 2)" TESTS="graph ingest api tests/project"

# The wheel's tests run beside all others: most of the time, one of two cores waits.
wheel=$(mktemp)
make test-wheel VENV=".venv-$new" PYTHON="$(field '$' 2)" >"$wheel" 2>&1 &
beside=$!

say "All tests on Python $old"
code=0
make test VENV=".venv-$old" PYTHON="$(field 1 2)" || code=$?

say "The wheel on Python $new, from outside the checkout"
wait "$beside" || code=$?
cat "$wheel"
exit "$code"
