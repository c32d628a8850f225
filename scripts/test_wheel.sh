#!/bin/sh
# test_wheel.sh VENV: runs the tests against the wheel in VENV-wheel, from a folder that holds everything of the
# checkout but the packages. tests/project is about the checkout and stays out.
set -eu
cd "$(dirname "$0")/.."

python="$PWD/$1-wheel/bin/python"
outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT

mkdir "$outside/kedja"
cp -R pyproject.toml README.md docs tests scripts notebooks "$outside/kedja"
rm -r "$outside/kedja/tests/project"
[ ! -d ../shared ] || ln -s "$(cd ../shared && pwd)" "$outside/shared"
cd "$outside/kedja"
"$python" -c "from kedja_ingest.article import extract; assert not extract.__file__.endswith('.py'), 'not compiled'"
# What needs servers is tested on the oldest Python alone: it is slow, and the wheel holds no other code.
"$python" -m pytest -p no:cacheprovider tests -k "not neo4j" \
    --ignore tests/graph/neo4j --ignore tests/graph/query --ignore tests/questions
