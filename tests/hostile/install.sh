#!/usr/bin/env bash
# Installs what only the hostile suite needs into the virtual environment given.
set -euo pipefail
cd "$(dirname "$0")"
"$(realpath "$1")/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r ../../requirements/hostile.txt
