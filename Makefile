# Run `make` to see what there is. Everything works from any folder and may be run again.
.DEFAULT_GOAL := help
.PHONY: help demo test soak bench coverage format lock
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
EXAMPLE := examples/brennavia-statistics.yaml
OUT := build/demo
UV ?= $(if $(wildcard $(BIN)/uv),$(BIN)/uv,uv)

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

demo: ## Set up, score an example and write its report: the quickest way to see what this does
	@.ci/setup.sh
	@rm -rf $(OUT) && mkdir -p $(OUT)
	@$(BIN)/maturity report $(EXAMPLE) -o $(OUT)/report.html --force
	@$(BIN)/maturity report $(EXAMPLE) -o $(OUT)/report.pdf --force || { [ $$? -eq 4 ] && \
	  echo 'There is no PDF this time: the machine lacks what it needs, as said above.'; }
	@$(BIN)/maturity score $(EXAMPLE) --format json -o $(OUT)/results.json --force
	@$(BIN)/maturity score $(EXAMPLE)
	@echo && echo 'Written:' && ls -1 $(OUT)/* | sed 's/^/  /'

test: ## Set up and run every check and test (at most ten minutes)
	@.ci/setup.sh test
	@echo '== style' && $(BIN)/ruff check .
	@echo '== format' && $(BIN)/ruff format --check .
	@echo '== types' && $(BIN)/mypy
	@echo '== floors' && $(BIN)/lint-imports
	@echo '== tests' && $(BIN)/pytest -n 2 --dist worksteal

soak: ## The long versions of the tests
	@.ci/setup.sh test
	@HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n 2 -m soak
	@echo '== mutants' && $(BIN)/python tests/mutation/run.py

bench: ## Speed and memory
	@.ci/setup.sh test
	@cd tests && ../$(BIN)/python -m benchmarks.run

coverage: ## Which lines and branches the tests reach
	@.ci/setup.sh test
	@$(BIN)/coverage erase && $(BIN)/coverage run -m pytest -n 2
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report

format: ## Put the code into the house's format, and write the generated files again
	@.ci/setup.sh test
	@$(BIN)/maturity schema questionnaire > questionnaires/schema.json
	@$(BIN)/maturity schema rubric > rubrics/schema.json
	@$(BIN)/maturity schema response > examples/schema.json
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# The lock files hold for every platform and every Python from 3.11; they name no index, so that
# pip's own settings decide where packages come from. `make lock UPGRADE=--upgrade` takes the newest.
lock: ## Write the lock files again, from pyproject.toml (needs uv: pip install uv)
	@$(MAKE) lock-file FILE=requirements.lock GROUPS='--group build'
	@$(MAKE) lock-file FILE=tests/requirements.lock GROUPS='--group build --group dev'

.PHONY: lock-file
lock-file:
	@$(UV) pip compile pyproject.toml $(GROUPS) --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet $(UPGRADE) --output-file $(FILE)
