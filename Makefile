# make demo   draw the example photos into demo/
# make test   run the tests
# Both set up their own .venv and need make and Python 3.11 or newer. The tests of the studio's page
# also need npm and Chromium: without them, make test ARGS='--ignore tests/web/page'
# Where nginx is missing and cannot be installed, the tests behind a proxy are skipped.

VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist worksteal
AXE    := tests/web/page/node_modules/axe-core/axe.min.js

# PYTHON=…  the Python to use instead of the newest that is found
# ARGS=…    more arguments for pytest
PYTHON ?=
ARGS   ?=

# Without the tests of the page, nothing is installed for them.
NO_PAGE     := --ignore tests/web/page
OTHER_TESTS := run the other tests: make test ARGS='$(NO_PAGE)'
BROWSER     := $(if $(findstring $(NO_PAGE),$(ARGS)),,browser)

.PHONY: help demo test test-all check docs browser clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo      draw the example photos into demo/'
	@echo 'make test      run the tests, but for the long ones'
	@echo 'make test-all  run all tests'
	@echo 'make check     lint, format, types and who imports whom'
	@echo 'make docs      draw the pictures and write the reference of the documentation anew'
	@echo 'make clean     remove everything that make made'

demo: $(VENV)/.package
	@$(BIN)/artline draw examples/photos -o demo --force
	@echo "The drawings lie in demo/. Now yours: $(BIN)/artline photo.jpg"

test: $(VENV)/.dev $(BROWSER)
	@$(PYTEST) -m 'not long' $(ARGS)

test-all: $(VENV)/.dev $(BROWSER)
	@$(PYTEST) $(ARGS)

check: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# What drives the studio's page in the tests: Chromium, and axe-core, which npm brings; and nginx,
# behind which it is tried.
browser:
	@missing=; proxy=; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || proxy=' nginx-light'; \
	command -v npm >/dev/null || missing=npm; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null || missing="$${missing:+$$missing }chromium"; \
	if [ -z "$$missing$$proxy" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing what the tests of the page need: $$missing$$proxy"; \
		said=$$({ apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$missing $$proxy; } 2>&1) || { \
			echo "artline: apt-get could not install $$missing$$proxy ($$(echo "$$said" | tail -n 1)); check the network or apt's sources, then run make again; or $(OTHER_TESTS)" >&2; exit 1; }; \
	elif [ -n "$$missing" ]; then \
		echo "artline: the tests of the page need $$missing; on Debian: sudo apt install $$missing; or $(OTHER_TESTS)" >&2; exit 1; \
	fi
	@$(MAKE) --no-print-directory $(AXE)

# npm's message begins at its first line that is more than `code`, `syscall` or `errno`.
$(AXE): tests/web/page/package-lock.json
	@said=$$(npm ci --prefix tests/web/page --loglevel error --no-audit --no-fund 2>&1) || { \
		why=$$(echo "$$said" | sed -n 's/^npm [a-zA-Z]*!* //p' | grep -m 1 -vE '^(code|syscall|errno) '); \
		echo "artline: npm could not install axe-core for the tests of the page ($${why:-it says nothing}); check the network or npm's registry setting, then run make again; or $(OTHER_TESTS)" >&2; exit 1; }
	@touch $@

docs: $(VENV)/.dev
	@$(BIN)/python scripts/cli_reference.py
	@$(BIN)/python scripts/make_pictures.py

clean:
	@rm -rf $(VENV) demo build dist tests/differences .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache tests/web/page/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

PIP_FAILED = echo "artline: pip could not install artline and what it needs (pip's own message is above); check the network or pip's index setting, then run make again" >&2; exit 1

$(VENV)/.package: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo 'Installing artline into $(VENV) (once; about a minute)'
	@$(PIP) install --editable . || { $(PIP_FAILED); }
	@touch $@

# The development tools bring the package along.
$(VENV)/.dev: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo 'Installing artline and what its tests need into $(VENV) (once; a minute or two)'
	@$(PIP) install --editable '.[dev]' || { $(PIP_FAILED); }
	@touch $(VENV)/.package $@

# The newest Python that is new enough and can make an environment. The modules are tried, not
# only the version: Debian ships `venv` without the `ensurepip` that it needs.
$(VENV)/pyvenv.cfg:
	@new=; python=; \
	for name in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3 python); do \
		"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		new="$$name"; \
		"$$name" -c 'import ensurepip, venv' 2>/dev/null || continue; \
		python="$$name"; break; \
	done; \
	if [ -z "$$new" ]; then \
		echo 'artline: $(or $(PYTHON),python3) is not Python 3.11 or newer; install one from https://www.python.org, or name yours: make PYTHON=/path/to/python3' >&2; exit 1; \
	elif [ -z "$$python" ]; then \
		version=$$("$$new" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "artline: $$new cannot make an environment (no ensurepip); on Debian and Ubuntu: sudo apt install python$$version-venv" >&2; exit 1; \
	fi; \
	"$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
