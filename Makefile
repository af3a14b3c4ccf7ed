# Two commands on a fresh Debian 12 with the Swift toolchain: make demo, make test.
CLUSTER = pg_virtualenv -t -v 15 -o fsync=off -o full_page_writes=off -o synchronous_commit=off -o max_connections=60 -o shared_buffers=256MB

.PHONY: setup build demo test test-crash test-fold lint format schema check-schema bench peers example fuzz nightly docs install clean

setup:
	@scripts/setup

build: setup
	swift build -c release --product trueup

demo: build
	.build/release/trueup demo --surges

test: setup
	@scripts/failures-last $(CLUSTER) swift test --disable-xctest

# Every fault at every call, and the long versions of what make test samples: hours rather than minutes
test-crash: setup
	TRUEUP_FAULTS=all TRUEUP_LONG_TESTS=1 scripts/failures-last $(CLUSTER) swift test --disable-xctest --no-parallel \
	  --filter '/(FaultTests|PausedWorkerTests|CrashTests|SignalTests|WholeNightTests|ExtractionTests|UpgradeTests|MemoryTests|MultivariateJudgeTests|DriftJudgeTests)/'

# The law of the fold for a hundred hostile feeds, in three processes: each has another hash seed
test-fold: setup
	@for run in 1 2 3; do TRUEUP_LONG_TESTS=1 scripts/failures-last $(CLUSTER) swift test --disable-xctest --filter FoldLawTests || exit 1; done

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	swift format --in-place --recursive --parallel Sources Tests Package.swift

# Reviewers see the effect of a migration and not only its recipe
schema: setup
	pg_virtualenv -t -v 15 scripts/schema sql

check-schema: setup
	@mkdir -p .build/sql
	pg_virtualenv -t -v 15 scripts/schema .build/sql
	@for file in schema.sql grants.txt; do diff -u sql/$$file .build/sql/$$file \
	  || { echo "sql/$$file is not what the migrations make: run make schema" >&2; exit 1; }; done

# PARTS names some of the parts, "statistics" among them: make bench PARTS=statistics
bench: setup peers
	swift build -c release --product trueup-bench
	$(CLUSTER) .build/release/trueup-bench $(PARTS)

# What the statistical core and the fold are compared with; without it the rows say so
PEERS = .build/peers
peers: $(PEERS)/requirements.txt
$(PEERS)/requirements.txt: Sources/Benchmark/peers/requirements.txt
	@(python3 -m venv $(PEERS) && $(PEERS)/bin/pip install --quiet --requirement $< && cp $< $@) || \
	  echo "no virtual environment with the peers in $(PEERS): the parts statistics and engines of the benchmark compare nothing" >&2

# A package of its own, built on the two libraries alone
example: setup
	swift run --package-path Tests/ExamplePackage --scratch-path .build/example example

# Bounded: FUZZ_SECONDS of new inputs for decoders and kernels, then the pure suites, both under the address sanitizer; one
# test after another, because time limits also run while a test waits for a core
FUZZ_SECONDS ?= 60
fuzz: setup
	@scripts/fuzz $(FUZZ_SECONDS)

nightly: fuzz
	ASAN_OPTIONS=detect_leaks=0 swift test --disable-xctest --no-parallel --scratch-path .build/address --sanitize=address \
	  --filter 'LinearAlgebraTests|StatisticsTests'

# Reference pages of the two libraries, from their comments
docs: setup
	@scripts/docs .build/docs

PREFIX ?= /usr/local
install: build
	install -D .build/release/trueup $(PREFIX)/bin/trueup
	mkdir -p $(PREFIX)/share/trueup
	cp -r sql jobs $(PREFIX)/share/trueup/

clean:
	rm -rf .build
