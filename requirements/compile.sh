#!/bin/sh
# Make the hashed locks from pyproject.toml: `make lock`.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.bootstrap/bin/uv}
lock() {
    name=$1
    shift
    "$uv" pip compile -q --universal --generate-hashes --python-version 3.12 --no-header --no-emit-index-url \
        --no-emit-find-links pyproject.toml "$@" -o "requirements/$name.txt"
    echo "locked requirements/$name.txt"
}
lock base
lock prod --extra prod --extra model
lock deploy --extra deploy
lock dev --extra prod --extra model --extra deploy --extra local --extra dev
