# The commands for users. Each does only the work that is still missing.
.DEFAULT_GOAL := help
.PHONY: help report quick map map-quick hosts install deb view test test-hosts test-office test-fresh bench bench-loadgen peers scale-check stats-study planted-study variance-study aa-study repeat-study coverage lint lint-deep fuzz soak slow-clients clean
.NOTPARALLEL:

FUZZ_SECONDS ?= 60
MINUTES ?= 60
RUNS ?= 21
PREFIX ?= /usr/local
# Seconds of measuring in `make report`; the plan's if it is empty.
BUDGET ?=

help: ## this list
	@awk -F ': ## ' '/^[a-z-]+: ## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

report: ## install missing packages, build, measure the report's grid (BUDGET=180 s at most), print its tables and verdicts
	@scripts/install-packages build
	@scripts/build release report
	@build/release/bin/tiga run report $(if $(BUDGET),--budget $(BUDGET))

quick: ## the same grid, one block, in under 30 s
	@scripts/install-packages build
	@scripts/build release report
	@build/release/bin/tiga run quick

map: ## which architecture wins when: workloads x concurrencies, a heatmap and its page; under an hour, resumes
	@scripts/install-packages build
	@scripts/build release programs
	@build/release/bin/tiga map map --go-on

map-quick: ## a quick map: estimates without verdicts, under 10 minutes, resumes
	@scripts/install-packages build
	@scripts/build release programs
	@build/release/bin/tiga map map-quick --go-on

hosts: ## install Open MPI, and build for runs on several hosts: mpirun ... tiga run PLAN (docs/hosts.md)
	@scripts/install-packages hosts
	@scripts/build release hosts

install: ## compile all programs, and install below PREFIX (/usr/local): bin/tiga, its man pages, plans and pages (docs/install.md)
	@scripts/install-packages build
	@scripts/build release programs
	@umask 022; cmake --install build/release --strip --prefix "$(patsubst ~/%,$(HOME)/%,$(PREFIX))"
	@bin=$$(realpath -ms "$(patsubst ~/%,$(HOME)/%,$(PREFIX))/bin"); echo "tiga is $$bin/tiga"; \
	  case ":$$PATH:" in *":$$bin:"*) ;; *) echo "To find it and its man pages: export PATH=\"$$bin:\$$PATH\"" ;; esac

deb: ## build the Debian package, build/package/tiga_*.deb (docs/install.md)
	@scripts/install-packages deb
	@scripts/build release programs
	@umask 022; cpack -G DEB --config build/release/CPackConfig.cmake -B build/package

view: ## serve the page of all runs with async_server on a free port, print its address, open it on a desktop; Ctrl-C ends it
	@scripts/install-packages build
	@scripts/build release async_server
	@scripts/view

test: ## install missing packages, build everything, run every test
	@scripts/install-packages test
	@scripts/build release all
	@scripts/run-tests release

test-hosts: ## runs on four hosts in this machine (network namespaces): as root; 2 minutes once built
	@scripts/install-packages test
	@scripts/install-packages hosts
	@scripts/build release hosts
	@scripts/build release all
	@TIGA_TEST_JOBS=2 scripts/run-tests release '^hosts$$'

test-office: ## LibreOffice opens a run's page and its CSV, also where decimals have a comma; 2 minutes once built
	@scripts/install-packages test
	@scripts/install-packages office
	@scripts/build release all
	@TIGA_TEST_JOBS=2 scripts/run-tests release '^office$$'

test-fresh: ## the first page's two commands in bare roots of Debian 12 and 13: as root, with debootstrap; an hour
	@scripts/test-fresh

bench: ## microbenchmarks
	@scripts/install-packages test
	@scripts/build release all
	@set -e; for program in build/release/bin/*_bench; do echo "== $$program"; $$program; done

bench-loadgen: ## CPU time per request of loadgen compared with wrk and ab; about 6 minutes
	@scripts/install-packages test
	@scripts/build release all
	@build/release/bin/compare_loadgen

peers: ## our servers compared with nginx, Apache, libmicrohttpd, HAProxy: ratios with intervals; under 30 minutes, resumes
	@scripts/install-packages peers
	@scripts/build release peers
	@scripts/peers

scale-check: ## the model of queues beside 1 to 4 backends on a quiet machine: errors at every level; under 12 minutes
	@scripts/install-packages build
	@scripts/build release programs
	@scripts/scale-check

stats-study: ## accuracy of intervals and verdicts on simulated blocks; a quarter of an hour
	@scripts/install-packages test
	@scripts/build release all
	@build/release/bin/stats_study

planted-study: ## whether a run detects 10 % of injected work, also while another process uses a core; 2 minutes
	@scripts/install-packages test
	@scripts/build release all
	@build/release/bin/planted_study

variance-study: ## what makes ratios vary: blocks, processes or runs; about 3 minutes, resumes
	@scripts/install-packages build
	@scripts/build release report
	@build/release/bin/tiga study variance --go-on

aa-study: ## how often identical servers are ranked, and intervals contain 1; MINUTES (60), resumes
	@scripts/install-packages build
	@scripts/build release report
	@build/release/bin/tiga study aa --minutes $(MINUTES) --go-on

repeat-study: ## which verdicts change between RUNS (21) whole runs in a row; an hour, resumes
	@scripts/install-packages build
	@scripts/build release report
	@build/release/bin/tiga study repeat --runs $(RUNS) --go-on

lint: ## format, static checks, include rules
	@scripts/install-packages all
	@TIGA_ALONE_COMMITS=100 scripts/lint

lint-deep: ## lint of every file by itself, and with the static analyzer at its own depth
	@scripts/install-packages all
	@TIGA_ANALYZER_STATES=225000 scripts/lint

coverage: ## line coverage of http/ and servers/ by file; fails under 95 %; about 15 minutes once built
	@scripts/install-packages all
	@scripts/coverage

fuzz: ## each fuzzer for FUZZ_SECONDS, after its corpus
	@scripts/install-packages all
	@scripts/build fuzz all
	@scripts/fuzz $(FUZZ_SECONDS)

soak: ## SOAK_REQUESTS (a million) to each server in each sanitized build, and as many streams to the parsers; an hour
	@scripts/install-packages all
	@scripts/build release all
	@scripts/build asan programs
	@scripts/build tsan programs
	@scripts/soak

slow-clients: ## effect of 10,000 idle and 1,000 slow clients on other clients; 5 minutes
	@scripts/install-packages test
	@scripts/build release programs
	@scripts/slow-clients

clean: ## remove build files (results stay)
	rm -rf build
