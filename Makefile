# Whence: `make site` and `make test` need python3, git and make, and set up the rest in .venv.
.DEFAULT_GOAL := help
.PHONY: help site test check serve format clean locks

PYTHON ?= python3
PY := .venv/bin/python
FLAGS ?=
TESTS ?=

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

site: ## build the shipped archive into dist/ (FLAGS="--base-url …" to add options)
	@$(PYTHON) .ci/bootstrap.py site
	@$(PY) -m generator build $(FLAGS)

serve: ## build, show it in a browser, build again on every change
	@$(PYTHON) .ci/bootstrap.py site
	@$(PY) -m generator serve $(FLAGS)

test: ## all tests, those in a browser included (TESTS="tests/edge -k dist" for some)
	@$(PYTHON) .ci/bootstrap.py test
	@$(PY) -m pytest -n auto $(TESTS)

check: ## format, lint, types, tests
	@$(PYTHON) .ci/bootstrap.py test
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m pytest -n auto $(TESTS)

format: ## write the code as `make check` wants it
	@$(PYTHON) .ci/bootstrap.py test
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

locks: ## renew requirements/ from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra serve --extra import --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements/lock.txt
	uv pip compile pyproject.toml --extra test --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements/lock-test.txt

clean: ## remove dist/, caches and .venv
	rm -rf dist .cache .venv .mypy_cache .ruff_cache .hypothesis .pytest_cache
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +
