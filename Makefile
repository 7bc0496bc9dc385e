# SPDX-License-Identifier: Apache-2.0
# One command for each thing a developer does. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PHASE := scripts/phase
RELEASE := .build/release/hinomi
DEBUG := .build/debug/hinomi
# The modules that tests check our output with, where scripts/setup could get them.
TEST_PYTHON = $(if $(wildcard .venv/bin/python),$(CURDIR)/.venv/bin/python,python3)

.PHONY: help demo setup build test test-swift test-program lint format release deb check-unit fuzz bench evaluate power roc recall docs completions hooks clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: setup build ## Build and scan the recorded attack in Samples/
	@printf '\n$$ hinomi scan Samples/attack --intel Samples/intel --inventory Samples/inventory.json --format text\n\n'
	@$(RELEASE) scan Samples/attack --intel Samples/intel --inventory Samples/inventory.json --format text
	@printf '\n$$ hinomi scan Samples/calm --intel Samples/intel --format text\n\n'
	@$(RELEASE) scan Samples/calm --intel Samples/intel --format text
	@printf '\nThe first recording is an attack, the second ordinary work. Now your own logs:  $(RELEASE) scan FOLDER\n'

setup: ## Install what is missing for building and testing (Debian 12)
	@scripts/setup

build: ## Build the program (release)
	@$(PHASE) "Building hinomi (release)" swift build -c release --product hinomi
	@echo "  $(RELEASE)"

test: setup lint test-swift test-program ## Check everything: lint, Swift tests, the program and the server as users use them
	@grep -aE 'Test run with' .build/logs/running-the-swift-tests.log | tail -1
	@tail -n 1 .build/logs/running-the-tests-of-the-program.log

test-swift:
	@$(PHASE) "Building the tests" swift build --build-tests
	@HINOMI_TEST_PYTHON=$(TEST_PYTHON) $(PHASE) "Running the Swift tests" swift test --skip-build

test-program:
	@$(PHASE) "Building hinomi (debug)" swift build --product hinomi
	@$(PHASE) "Running the tests of the program" $(TEST_PYTHON) Tests/cli/run.py --tests Tests/cli --tests Tests/api --program $(DEBUG)

lint: ## Check format and the rules of the house
	@scripts/lint

format: ## Format all Swift sources
	@swift format --in-place --recursive --parallel Sources Tests Fuzzing/Sources Package.swift
	@echo "Formatted Sources, Tests, Fuzzing and Package.swift."

release: ## Pack a program that runs without Swift installed
	@scripts/pack

deb: ## Pack a Debian package of the service
	@scripts/pack-deb

check-unit: ## Try that package in a machine that is thrown away (root; minutes); see scripts/check-unit
	@scripts/check-unit

SECONDS_EACH ?= 30
fuzz: ## Feed every parser with inputs made by libFuzzer (SECONDS_EACH=30)
	@Fuzzing/run.py --seconds $(SECONDS_EACH)

bench: ## Measure speed (minutes); see Benchmarks/README.md
	@python3 Benchmarks/run.py

evaluate: build ## Score findings against the labelled logs beside the repository
	@if [[ ! -d ../shared/data ]]; then echo "There are no labelled logs in ../shared/data: nothing to evaluate."; exit 0; fi; \
	echo "Evaluating …"; \
	lists=(); if [[ -e ../shared/data/intel/feeds.json ]]; then lists=(--intel ../shared/data/intel); fi; \
	status=0; $(RELEASE) evaluate ../shared/data "$${lists[@]}" --output Documentation/evaluation.md >/dev/null || status=$$?; \
	((status <= 1)) || exit $$status; \
	echo "Documentation/evaluation.md is written."

power: build ## Find out how strong attacks must be, on made-up logs (three minutes)
	@Evaluation/synthetic/power.py --program $(RELEASE)
	@echo "The plots and numbers in Documentation/detections are written."

roc: build ## Find out what limits cost, in attacks missed and false alarms (ten minutes)
	@nice -n 10 Evaluation/synthetic/roc.py --program $(RELEASE)
	@echo "The plots and numbers in Documentation/detections are written."

recall: build ## Find out how many simulated attacks are found (ten minutes)
	@nice -n 10 Evaluation/simulated/recall.py --program $(RELEASE)
	@echo "Documentation/evaluation-simulated.md is written."

docs: build ## Write the pages that are made from the program
	@$(RELEASE) types --form markdown >Documentation/coverage.md
	@$(RELEASE) types --form apis >Documentation/api-meanings.md
	@$(RELEASE) limits --markdown >Documentation/limits.md
	@scripts/refresh-readme $(RELEASE)
	@echo "Documentation/coverage.md, Documentation/api-meanings.md, Documentation/limits.md and the excerpt in README.md are written."

completions: build ## Write shell completions to .build/completions
	@scripts/completions $(RELEASE) .build/completions

hooks: ## Lint staged files before every commit
	@scripts/install-hooks

clean: ## Remove everything that was built
	@rm -rf .build
	@echo "Removed .build."
