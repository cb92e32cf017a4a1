#!/usr/bin/env bash
# Installs the servers that the services suite runs.
# Debian packages need root; what is already there is left alone.
set -euo pipefail
packages=(clamav-daemon dovecot-imapd
  request-tracker5 rt5-db-sqlite rt5-standalone dbconfig-no-thanks msmtp-mta starlet w3m
  redmine redmine-sqlite puma)
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
    missing+=("$package")
done
if ((${#missing[@]})); then
  apt-get update -qq
  export BUNDLER_VERSION=2.3.15  # the one that Debian ships; without it Redmine is not set up
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
