# Rung. `make dev` runs everything on this machine; `make test` checks everything. Each target is one line.
.DEFAULT_GOAL := help
PY := .venv/bin/python
ENV ?= dev
ENV_FILE ?= var/local.env
ENGINE ?= $(shell command -v docker || command -v podman || command -v buildah)
COMMIT := $(shell git rev-parse HEAD 2>/dev/null)
unexport PYTHONDONTWRITEBYTECODE  # bytecode halves every start
.PHONY: infra-validate infra-golden build run-local push scan deploy deployment-status logs audit openapi help install dev test check lint fmt migrate lock bench soak clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

install:  ## prepare .venv/ from the hashed locks
	@requirements/install.sh

dev: install  ## start PostgreSQL, worker and web server with a demo practice
	@$(PY) manage.py dev

test: check  ## every check and every test
	@tests/prepare.sh && $(PY) -m pytest -n 2 --dist loadgroup

check: install  ## lint, types, contracts, image, migrations
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy && .venv/bin/lint-imports && .venv/bin/hadolint Dockerfile && $(PY) manage.py makemigrations --check --dry-run

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

build:  ## build the image rung:local
	@$(ENGINE) build --build-arg COMMIT=$(COMMIT) --tag rung:local .

run-local:  ## run that image read-only, as the task definition does, with the values in ENV_FILE (var/local.env)
	@$(ENGINE) run --rm --read-only --tmpfs /tmp --publish 127.0.0.1:8000:8000 --env-file $(ENV_FILE) rung:local

push: install  ## build this commit's image and push it to ENV's registry
	@$(PY) manage.py deploy_ecs $(ENV) --build-only $(FLAGS)

scan: install  ## refuse this commit's image where the registry's scan found something critical
	@$(PY) manage.py ecs scan $(ENV) $(FLAGS)

deploy: install  ## release this commit to ENV (dev); FLAGS="--rehearse happy" rehearses it
	@$(PY) manage.py deploy_ecs $(ENV) $(FLAGS)

deployment-status: install  ## what serves in ENV, and how the last deployment ended
	@$(PY) manage.py ecs status $(ENV) $(FLAGS)

logs: install  ## follow ENV's lines; FLAGS="--service worker"
	@$(PY) manage.py ecs logs $(ENV) --follow $(FLAGS)

audit: install  ## known vulnerabilities in the locks
	@.venv/bin/pip-audit --disable-pip --require-hashes -r requirements/prod.txt

clean:  ## remove the environment and all local state
	@rm -rf .venv .bootstrap var static
