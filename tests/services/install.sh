#!/usr/bin/env bash
# Installs the servers that the services suite runs.
# Debian packages need root; what is already there is left alone.
set -euo pipefail
packages=(clamav-daemon dovecot-imapd)
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
    missing+=("$package")
done
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
