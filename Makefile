# What can be done with this tree; `make help` lists it.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --warn-undefined-variables

PORT ?= 8080
ARGS ?=
CLIENT ?=
PROFILE ?=
SCENARIOS ?= scenarios
ROWS ?= 1000000
PAIRS ?= 5
FAIL_ABOVE ?=
EXPORT_ROWS ?= 10000000
EXTRACT_ROWS ?= 1000000
FAIL_BELOW ?=

# One place for everything that is built, so that each target knows where to find it.
export CARGO_TARGET_DIR ?= $(CURDIR)/target

# Generated tests draw the same cases in every run; another seed draws others.
export PROPTEST_RNG_SEED ?= 62

CLIENTS := mock-server/clients
YARDSTICK := mock-server/yardstick
ADAPTERS := conformance/adapters

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

# A debug build, a minute or two on a clean clone: `make test` goes on from it.
.PHONY: serve
serve: ## Start the fake with demo data on port 8080 (PORT=9000, ARGS='--clock auto')
	cargo run --locked --package bulk-mock -- serve --port $(PORT) $(ARGS)

.PHONY: test
test: ## Run all tests (PROPTEST_RNG_SEED=7 for other generated cases)
	cargo test --workspace --locked
	cargo test --locked --package bulk-conformance --features lies --test it -- lies::
	python3 -m unittest discover -s $(YARDSTICK)
	python3 -m unittest discover -s $(ADAPTERS)/common/tests
	if [[ -d $(CLIENTS)/tests ]]; then cd $(CLIENTS) && python3 -m unittest discover -t . -s tests; fi

.PHONY: check
check: ## Do exactly what CI does
	bash .ci/run

.PHONY: scenarios
scenarios: ## Look for mistakes in scenario files and run them (SCENARIOS=my/folder)
	cargo build --locked --package bulk-mock
	"$$CARGO_TARGET_DIR/debug/bulk-mock" scenario lint $(SCENARIOS)
	"$$CARGO_TARGET_DIR/debug/bulk-mock" scenario test $(SCENARIOS)

.PHONY: clients
clients: ## Drive real clients against the fake (CLIENT=jsforce for one of them)
	cargo build --locked --package bulk-mock
	python3 $(CLIENTS)/run.py --server "$$CARGO_TARGET_DIR/debug/bulk-mock" $(CLIENT)

# A client is a folder below conformance/adapters with an `adapter.toml`; `reference` is the one in Rust.
.PHONY: conformance
conformance: ## Hold a client against the suite (CLIENT=jsforce PROFILE=quick; the reference client if none)
	cargo build --locked --package bulk-conformance --package bulk-reference
	"$$CARGO_TARGET_DIR/debug/bulk-conformance" run --profile $(or $(PROFILE),ci) $(ARGS) \
		$(if $(filter-out reference,$(CLIENT)),--install --adapter $(ADAPTERS)/$(CLIENT),-- "$$CARGO_TARGET_DIR/debug/bulk-reference-adapter")

.PHONY: matrix
matrix: ## Hold every requirement against every bug of the mutants, and write the page (minutes)
	cargo run --locked --package bulk-mutants --bin matrix -- conformance/MATRIX.md

# One after the other: each says where it stands, and the first that is not as its baseline says stops it.
.PHONY: conformance-all
conformance-all: ## Hold all real clients against their baselines (profile quick)
	cargo build --locked --package bulk-conformance
	for client in $(ADAPTERS)/*/adapter.toml; do \
		"$$CARGO_TARGET_DIR/debug/bulk-conformance" run --install --adapter "$$(dirname "$$client")" $(ARGS); \
	done

.PHONY: yardstick
yardstick: ## Time a large job against the least possible server (ROWS=100000 PAIRS=3)
	cargo build --release --locked --package bulk-mock
	cargo build --release --locked --manifest-path $(YARDSTICK)/Cargo.toml
	python3 $(YARDSTICK)/measure.py --rows $(ROWS) --pairs $(PAIRS) \
		$(if $(FAIL_ABOVE),--fail-above $(FAIL_ABOVE)) \
		--server "$$CARGO_TARGET_DIR/release/bulk-mock" \
		--yardstick "$$CARGO_TARGET_DIR/release/yardstick"

.PHONY: export
export: ## Time an export of generated rows against a bare stream (EXPORT_ROWS=1000000 PAIRS=3)
	cargo build --release --locked --package bulk-mock
	cargo build --release --locked --manifest-path $(YARDSTICK)/Cargo.toml
	python3 $(YARDSTICK)/export.py --rows $(EXPORT_ROWS) --pairs $(PAIRS) \
		$(if $(FAIL_BELOW),--fail-below $(FAIL_BELOW)) \
		--server "$$CARGO_TARGET_DIR/release/bulk-mock" \
		--yardstick "$$CARGO_TARGET_DIR/release/yardstick"

.PHONY: yardstick-marketo
yardstick-marketo: ## Time an import of 10 MB and an extract of leads (EXTRACT_ROWS=1000000 PAIRS=3)
	cargo build --release --locked --package bulk-mock
	cargo build --release --locked --manifest-path $(YARDSTICK)/Cargo.toml
	python3 $(YARDSTICK)/marketo.py --rows $(EXTRACT_ROWS) --pairs $(PAIRS) \
		$(if $(FAIL_BELOW),--fail-below $(FAIL_BELOW)) \
		--server "$$CARGO_TARGET_DIR/release/bulk-mock" \
		--yardstick "$$CARGO_TARGET_DIR/release/yardstick"

.PHONY: bench
bench: ## Measure the CSV machinery, and forks of a large table
	cargo build --release --locked --package bulk-mock --examples
	"$$CARGO_TARGET_DIR/release/examples/fork_cost" $(ROWS)
	python3 $(YARDSTICK)/contacts.py $(ROWS) "$$CARGO_TARGET_DIR/contacts.csv"
	"$$CARGO_TARGET_DIR/release/examples/scan_throughput" "$$CARGO_TARGET_DIR/contacts.csv"

.PHONY: fmt
fmt: ## Format all Rust sources
	cargo fmt --all
	cargo fmt --manifest-path $(YARDSTICK)/Cargo.toml

.PHONY: lint
lint: ## Run clippy with warnings denied
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo clippy --manifest-path $(YARDSTICK)/Cargo.toml --locked -- -D warnings

.PHONY: doc
doc: ## Build the API documentation with warnings denied
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

.PHONY: clean
clean: ## Remove everything that was built or installed
	cargo clean
	rm -rf $(YARDSTICK)/target $(CLIENTS)/*/node_modules $(CLIENTS)/*/.venv \
		$(ADAPTERS)/*/node_modules $(ADAPTERS)/*/.venv
