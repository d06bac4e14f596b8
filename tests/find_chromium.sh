#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's where that is allowed; else says what to install.
for name in "$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" > /dev/null 2>&1; then
        exit 0
    fi
done
if [ -n "$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -maxdepth 1 -name 'chromium*' 2> /dev/null | head -n 1)" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium > /dev/null && exit 0
fi
echo "geomap: found no Chromium for the browser tests; install chromium or run: .venv/bin/playwright install chromium" >&2
exit 1
