#!/bin/sh
# test_wheel.sh VENV: builds the wheel, installs it into VENV-wheel, and runs the tests from a folder that
# holds everything of the checkout but the packages. tests/project is about the checkout and stays out.
set -eu
cd "$(dirname "$0")/.."

uv="$PWD/$1/bin/uv"
venv="$PWD/$1-wheel"
lock="$PWD/requirements.lock"
outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT

"$uv" build --quiet --wheel --build-constraints "$lock" --out-dir "$outside/dist"
"$uv" venv --quiet --clear --python "$1/bin/python" "$venv"
wheel=$(ls "$outside"/dist/*.whl)
"$uv" pip install --quiet --compile-bytecode --python "$venv/bin/python" --constraint "$lock" "$wheel[test]"

mkdir "$outside/kedja"
cp -R pyproject.toml README.md docs tests scripts notebooks "$outside/kedja"
rm -r "$outside/kedja/tests/project"
[ ! -d ../shared ] || ln -s "$(cd ../shared && pwd)" "$outside/shared"
cd "$outside/kedja"
# What needs servers is tested on the oldest Python alone: it is slow, and the wheel holds no other code.
"$venv/bin/python" -m pytest -p no:cacheprovider tests -k "not neo4j" \
    --ignore tests/graph/neo4j --ignore tests/graph/query --ignore tests/questions
