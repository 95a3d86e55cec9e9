# Everything that one needs to know how to run. Each target sets up what it needs first.

.PHONY: help demo test build bench faults fmt prepare clean

help: ## Say what each target does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

demo: ## Set up, build and start Convite with demonstration data at http://localhost:3000
	@infra/demo.sh

test: ## Set up, then run everything: format, lints, unit, integration and browser tests
	@infra/test.sh

build: ## Build the release: target/release/convite and target/site
	@infra/setup.sh demo
	@infra/build.sh release

bench: ## Measure the release build with demonstration data and write infra/bench/RESULTS.md
	@infra/setup.sh test
	@infra/build.sh release
	@infra/bench/run.sh

faults: ## Break what can break while people vote, sixty times
	@infra/setup.sh test
	@infra/faults.sh

fmt: ## Format all Rust code
	@echo "fmt: formatting all Rust code"
	@cargo fmt --all

prepare: ## Regenerate .sqlx, the data that the queries are checked against, after a change of either
	@infra/sqlx-prepare.sh

clean: ## Remove what was built; the data folder stays
	@echo "clean: removing target and the installed Node packages; the data folder stays"
	@cargo clean
	@rm -rf infra/client/node_modules infra/idp/node_modules tests/browser/node_modules
