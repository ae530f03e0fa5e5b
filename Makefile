# Rung. `make dev` runs everything on this machine; `make test` checks everything. Each target is one line.
.DEFAULT_GOAL := help
PY := .venv/bin/python
unexport PYTHONDONTWRITEBYTECODE  # bytecode halves every start
.PHONY: infra-validate infra-golden openapi help install dev test check lint fmt migrate lock bench soak clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install:  ## prepare .venv/ from the hashed locks
	@requirements/install.sh

dev: install  ## start PostgreSQL, worker and web server with a demo practice
	@$(PY) manage.py dev

test: check  ## every check and every test
	@tests/prepare.sh && $(PY) -m pytest -n 2 --dist loadgroup

check: install  ## lint, types, contracts, migrations
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy && .venv/bin/lint-imports && $(PY) manage.py makemigrations --check --dry-run

lint: check  ## the same as check

fmt: install  ## format and fix what can be fixed
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

migrate: install  ## apply migrations
	@$(PY) manage.py migrate

openapi: install  ## write docs/openapi.yaml and docs/states.md anew
	@$(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml && $(PY) -m tests.architecture.statediagrams --write

lock: install  ## make requirements/*.txt anew from pyproject.toml
	@requirements/compile.sh

infra-validate: install  ## check the stacks of every environment: cfn-lint, wiring, audit rules
	@for env in dev staging prod; do $(PY) manage.py infra validate $$env || exit $$?; done

infra-golden: install  ## write the committed templates and docs/compliance/controls.md anew
	@for env in dev staging prod; do $(PY) manage.py infra render $$env --out tests/deploy/golden/$$env || exit $$?; done && $(PY) -m deploy.changes.controls

soak: install  ## the slow runs: kills, restarts, many runs
	@tests/prepare.sh && $(PY) -m pytest -m soak

bench: install  ## measure speed and memory
	@$(PY) -m tests.bench

clean:  ## remove the environment and all local state
	@rm -rf .venv .bootstrap var static
