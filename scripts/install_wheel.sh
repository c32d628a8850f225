#!/bin/sh
# install_wheel.sh VENV: builds the wheel with the reader of reports compiled, and installs it into VENV-wheel.
set -eu
cd "$(dirname "$0")/.."

uv="$1/bin/uv"
venv="$1-wheel"
dist=$(mktemp -d)
trap 'rm -rf "$dist"' EXIT

HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 "$uv" build --quiet --wheel --python "$1/bin/python" \
    --build-constraints requirements.lock --out-dir "$dist"
"$uv" venv --quiet --clear --python "$1/bin/python" "$venv"
wheel=$(ls "$dist"/*.whl)
"$uv" pip install --quiet --compile-bytecode --python "$venv/bin/python" --constraint requirements.lock "$wheel[test]"
