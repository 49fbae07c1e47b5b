# Huanju. `make setup` prepares this machine, `make run` starts everything, `make test` and `make check` judge it.
# Needs Python 3.11 and make; all else is fetched. Paths are relative: the checkout may lie in a path with spaces.

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
PY := .venv/bin/python
ARGS ?=
# Compiled modules are kept beside their sources, which git ignores: every process starts seconds earlier.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test check audit guards bench demo-reset requirements help

help:
	@echo 'make setup              prepare this machine (virtual environment, front-end files)'
	@echo 'make run [PORT=8000] [BIND=127.0.0.1]   start everything; Ctrl-C stops it'
	@echo 'make test [ARGS="-k word"]   all tests, real database, real browser'
	@echo 'make check              formatting, lint, layers, types, templates, migrations, compose file'
	@echo 'make audit              known faults of the pinned packages; needs a way to the public advisories'
	@echo 'make guards [ARGS="lock"]   take each guard of docs/security.md away in a copy and see its test fail'
	@echo 'make bench              speed of the rule engine, and of lists for people with many memberships'
	@echo 'make demo-reset         throw the local data away and load the demonstration anew'
	@echo 'make requirements       write the pinned requirement files anew from pyproject.toml'

setup:
	@$(PYTHON) config/setup/install.py

run: setup
	@PORT='$(PORT)' BIND='$(BIND)' exec $(PY) -m config.supervisor --with-parent $(ARGS)

test: setup
	@sh config/setup/browser.sh
	@HUANJU_VAR="$${HUANJU_VAR:-$$PWD/var/test}" exec $(PY) -m pytest -n 2 $(ARGS)

check: setup
	@exec $(PY) -m config.checks

audit: setup
	@exec $(PY) -m config.checks.audit

guards: setup
	@exec $(PY) -m tests.security.take_away $(ARGS)

bench: setup
	@$(PY) manage.py bench $(ARGS)
	@exec $(PY) manage.py bench_rights

demo-reset: setup
	@exec $(PY) -m config.setup.demo_reset

requirements: setup
	@sh config/setup/requirements.sh
