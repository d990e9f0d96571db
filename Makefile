# Two commands do all the set-up by themselves: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: help install demo test lint bench clean

help:            ## show this list
	@sed -n 's/^\([a-z]*\): .*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

install: $(READY)  ## set up an environment in .venv

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with make PYTHON=..." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (a minute or two) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)  ## crawl the bundled demo marketplace and show the leads
	@$(BIN)/wangxun demo

test: $(READY)  ## run all tests
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup

lint: $(READY)  ## style, types, import contracts, rule packs
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@log=$$($(BIN)/lint-imports --no-cache --no-logo 2>&1) || { echo "$$log" >&2; exit 1; }
	@$(BIN)/wangxun rules test >/dev/null
	@echo "lint: ok"

bench: $(READY)  ## measure speed and accuracy (some minutes)
	@for bench in throughput extraction wording lookalike subjects "shop_fuzz 1000" "evidence throughput" "evidence verify"; do \
		echo "== $$bench"; $(BIN)/python -m bench.$$bench || exit 1; done

clean:  ## remove the environment and what was produced
	@rm -rf $(VENV) wangxun-data demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis
