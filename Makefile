# make demo   draw the example photos into demo/
# make test   run the tests
# Both set up their own .venv and need nothing but make and Python 3.11 or newer.

VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest --numprocesses 2
AXE    := tests/web/page/node_modules/axe-core/axe.min.js

# PYTHON=…  the Python to use instead of the newest that is found
# ARGS=…    more arguments for pytest
PYTHON ?=
ARGS   ?=

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

test: $(VENV)/.dev browser
	@$(PYTEST) -m 'not long' $(ARGS)

test-all: $(VENV)/.dev browser
	@$(PYTEST) $(ARGS)

check: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# What drives the studio's page in the tests: Chromium, and axe-core, which npm brings.
browser:
	@missing=; \
	command -v npm >/dev/null || missing=npm; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing what the tests of the page need:" $$missing; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
		echo "artline: the tests of the page need more; on Debian: sudo apt install $$missing" >&2; exit 1; \
	fi
	@$(MAKE) --no-print-directory $(AXE)

$(AXE): tests/web/page/package-lock.json
	@npm ci --prefix tests/web/page --silent --no-audit --no-fund
	@touch $@

docs: $(VENV)/.dev
	@$(BIN)/python scripts/cli_reference.py
	@$(BIN)/python scripts/make_pictures.py

clean:
	@rm -rf $(VENV) demo build dist tests/differences .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache tests/web/page/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.package: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo 'Installing artline into $(VENV) (once; about a minute)'
	@$(PIP) install --editable .
	@touch $@

# The development tools bring the package along.
$(VENV)/.dev: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo 'Installing artline and what its tests need into $(VENV) (once; a minute or two)'
	@$(PIP) install --editable '.[dev]'
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
