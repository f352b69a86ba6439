# Everything a newcomer types. Works with GNU make 3.81 (macOS) and later.
# PYTHON=/path/to/python3 chooses the interpreter, PORT=8001 the demo's port, ARGS='...' adds arguments to a command.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14 python)
PORT ?=
ARGS ?=
BENCHES ?= chat nlu quote
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

.PHONY: help demo test install lint bench soak docs lock clean

help: ## say what there is to type
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(INSTALLED) ## start the shop: web chat, merchant console, sample products
	@$(BIN)/tradewind demo $(if $(PORT),--port $(PORT)) $(ARGS)

test: $(INSTALLED) ## run every quick test, the types, the style and the import contracts
	@$(BIN)/python -m pytest -n auto $(ARGS)

install: $(INSTALLED) ## set up .venv from requirements.lock; at once when it is up to date
	@echo "$(VENV) is ready: $(BIN)/tradewind --help"

lint: $(INSTALLED) ## check style, types and who imports whom
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(INSTALLED) ## measure, each figure beside its floor (BENCHES='chat order' for some)
	@set -e; for bench in $(BENCHES); do $(BIN)/tradewind bench $$bench $(ARGS); done

soak: $(INSTALLED) ## run the long tests, and the properties with 5,000 examples each
	@$(BIN)/python -m pytest -n auto -m 'soak or properties' --hypothesis-profile soak $(ARGS)

docs: $(INSTALLED) ## rewrite the generated pages under docs/reference
	@$(BIN)/python docs/generate.py

lock: $(INSTALLED) ## remake requirements.lock from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet $(ARGS) --output-file requirements.lock

clean: ## remove .venv and every cache (the demo's shop stays)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Packages without a wheel are built by the pinned setuptools: nothing comes in without a version and a hash.
$(INSTALLED): requirements.lock pyproject.toml
	@$(BIN)/python -c '' 2>/dev/null || { \
		for python in $(PYTHONS); do \
			if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
				echo "Creating $(VENV) with $$("$$python" --version)"; \
				exec "$$python" -m venv --clear $(VENV); \
			fi; \
		done; \
		echo "Tradewind needs Python 3.11 or newer with its venv module; tried: $(PYTHONS)." >&2; \
		echo "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)" >&2; \
		echo "or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
		exit 1; \
	}
	@echo "Installing the pinned packages into $(VENV): about a minute, only when requirements.lock has changed"
	@awk '/^setuptools==/ { wanted = 1 } wanted { print } !/\\$$/ { wanted = 0 }' requirements.lock > $(VENV)/build.lock
	@$(PIP) install --require-hashes -r $(VENV)/build.lock
	@$(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@echo "Training the language model: a few seconds, so that the shop need not do it when it starts"
	@$(BIN)/tradewind nlu train > $(VENV)/trained.log 2>&1 || true
	@touch $@
