# The front door. Each target is one script in .ci/, because make cannot live with spaces in paths and sh can.

.PHONY: help run test lint bench soak

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /	/' | expand -t 10

run: ## a demo municipality on http://127.0.0.1:8000/ (PORT= for another port, STAFFROOM_DATA= for another folder)
	@.ci/serve

test: ## the tests, with what they need installed where that is allowed
	@.ci/test

lint: ## every check that reads the code instead of running it
	@.ci/lint

bench: ## times and memory, measured against what is promised
	@.ci/bench

soak: ## the long forms of the tests: full counts, full sizes
	@.ci/test -m soak
