# `make run` serves the app, `make test` runs every check, `make quick ROOM=core` those of one room: each makes what it needs.
# `make help` says it of all; what stands behind ## is what it says.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
CATALOGUES = $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
BUILT = $(CATALOGUES) surveyapp/web/static/app.css.gz
LARGE = attackers catalogue charts cli core drills reports web workflow  # rooms that two processes test sooner than one
ROOMS = $(sort $(patsubst tests/%/,%,$(dir $(wildcard tests/*/test_*.py))))
export PORT
export FLASK_APP = wsgi.py
unexport PYTHONDONTWRITEBYTECODE  # hundreds of processes would compile the same files

.PHONY: run help quick room test wide thorough browser-tests other-tests lint style drills bench bench-check compile catalogue lock clean

run: .venv/.run compile  ## serve the app with demonstration data, or DEMO=no without, and a worker for its mail
	@$(BIN)/flask db upgrade
	@test "$(DEMO)" = no || { $(BIN)/flask demo load --if-empty && $(BIN)/flask demo show; }
	@$(BIN)/flask worker --parent $$$$ & exec $(BIN)/gunicorn --config gunicorn.conf.py wsgi:app

help:  ## say what each target is for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

quick: .venv/.test $(BUILT)  ## lint and test one room, without its slow tests: ROOM=core, or one file: ROOM=web/test_home.py
	@test -e "tests/$(or $(ROOM),?)" || { echo "Name a room: make quick ROOM=…, one of $(ROOMS)" >&2; exit 1; }
	@$(MAKE) --no-print-directory --jobs --keep-going --output-sync=target style room

room: .venv/.test $(BUILT)  ## the tests of `make quick` alone; of a file all, slow ones too
	$(BIN)/python -m pytest --quiet tests/$(ROOM) $(if $(filter %.py,$(ROOM)),,-m "not slow and not wide and not thorough") $(if $(filter $(LARGE),$(ROOM)),--numprocesses 2)

# The three parts run beside each other; what each says comes when it ends.
test: .venv/.test compile  ## run linters, types and every test
	@$(MAKE) --no-print-directory --jobs --keep-going --output-sync=target lint browser-tests other-tests

browser-tests: .venv/.test compile  ## the tests in a real Chromium
	$(BIN)/python -m pytest tests/browser

other-tests: .venv/.test compile  ## all other tests, file by file in two processes
	$(BIN)/python -m pytest --ignore tests/browser --numprocesses 2 --dist loadfile --no-loadscope-reorder

wide: .venv/.test compile  ## what `make test` leaves out: the same once more, in other languages, sizes, databases; CI runs both
	$(BIN)/python -m pytest -m "wide and not thorough" --numprocesses 2 --dist loadfile --no-loadscope-reorder

thorough: .venv/.test compile  ## every test, with the combinations that `make test` samples in pairs; takes half an hour
	$(BIN)/python -m pytest -m ""

lint: style compile  ## all linters; `make style` is the quick half of them
	$(BIN)/djlint surveyapp/web/templates --lint --quiet
	$(BIN)/flask version >/dev/null

style: .venv/.test  ## ruff and mypy; types are worked out anew only for what changed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

drills: .venv/.test compile  ## try every promise on the running app, and write docs/promises.md; takes some minutes
	$(BIN)/python -m tools.drills --write

bench: .venv/.test compile  ## measure the server as it is shipped, and write docs/performance.md; takes five minutes
	$(BIN)/python -m bench --write

bench-check: .venv/.test compile  ## the same in two minutes: fail where a ratio is much worse than it was
	$(BIN)/python -m bench --check

$(BIN)/pip:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	 || { echo "$(PYTHON) is no Python 3.11 or newer that makes virtual environments: apt install python3-venv, or name one with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.run

# The last step is for production, where processes may not write into the code.
compile: $(BUILT)  ## make what is not kept: catalogues of words, compressed files, bytecode
	@$(BIN)/python -m compileall -q surveyapp

translations/%/LC_MESSAGES/messages.mo: translations/%/LC_MESSAGES/messages.po
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $*

surveyapp/web/static/app.css.gz: $(wildcard surveyapp/web/static/*.css surveyapp/web/static/*.js surveyapp/web/static/*.svg)
	$(BIN)/python -m whitenoise.compress --quiet surveyapp/web/static woff2 gz png
	@touch $@  # it bears the time of what it was made from

catalogue: .venv/.run  ## take new sentences in; then translate those that it names in translations/
	@$(BIN)/python -m tools.catalogue

lock:  ## lock the newest versions that fit; needs uv
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --upgrade requirements.in -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --upgrade requirements-dev.in -o requirements-dev.txt

clean:  ## remove all that was made, the demonstration's database too
	rm -rf .venv build instance translations/*/LC_MESSAGES/*.mo surveyapp/web/static/*.gz surveyapp/web/static/*.br surveyapp/web/static/*/*.gz surveyapp/web/static/*/*.br
