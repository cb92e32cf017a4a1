#!/usr/bin/env bash
# Installs the programs whose windows `make gui` opens (Debian, as root).
set -euo pipefail
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  chromium firefox-esr okular xvfb xdotool xclip imagemagick
"$(dirname "$0")/../viewers/install.sh" "$1"
