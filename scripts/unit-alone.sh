#!/bin/bash
# The unit tests where nothing lies beside the project, as in a bare clone: in a copy, with the same node_modules.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/kubeplano"
tar -c --exclude=./node_modules --exclude=./.next --exclude=./reports --exclude=./.git . | tar -x -C "$copy/kubeplano"
ln -s "$PWD/node_modules" "$copy/kubeplano/node_modules"
cd "$copy/kubeplano"
CI='' npm run unit -- "$@"
