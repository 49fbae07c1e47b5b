#!/bin/sh
# A real browser for the tests: Chromium on PATH, else by apt as root, else Playwright's own.
set -eu
cd "$(dirname "$0")/../.."
for name in chromium chromium-browser google-chrome; do
	if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "Installing Chromium and Chinese fonts ..."
	if apt-get update -qq &&
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
	then exit 0; fi
fi
echo "Fetching Playwright's Chromium ..."
# Without a browser the tests of pages say so: a failure in CI, one skip line elsewhere.
.venv/bin/python -m playwright install chromium || echo "no browser could be installed" >&2
