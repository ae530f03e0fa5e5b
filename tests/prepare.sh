#!/bin/sh
# Find or install what the tests use and the locks cannot bring: a browser.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo '==> Installing Chromium for the browser tests'
    if (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fonts-dejavu-core) >var/apt.log 2>&1; then
        exit 0
    fi
fi
echo '==> No Chromium: the browser tests will be skipped. Debian and Ubuntu: apt-get install chromium' >&2
