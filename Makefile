# `make run` serves the app with demonstration data, and a worker for its mail; `make test` runs every check. Both make what they need.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
export PORT
export FLASK_APP = wsgi.py
unexport PYTHONDONTWRITEBYTECODE  # hundreds of processes would compile the same files

.PHONY: run test browser-tests other-tests lint drills compile catalogue lock clean

run: .venv/.run compile
	@$(BIN)/flask db upgrade
	@$(BIN)/flask demo load --if-empty
	@$(BIN)/flask demo show
	@$(BIN)/flask worker --parent $$$$ & exec $(BIN)/gunicorn --config gunicorn.conf.py wsgi:app

# The three parts run beside each other; what each says comes when it ends.
test: .venv/.test compile
	@$(MAKE) --no-print-directory --jobs --keep-going --output-sync=target lint browser-tests other-tests

browser-tests: .venv/.test compile
	$(BIN)/python -m pytest tests/browser

# File by file in two processes.
other-tests: .venv/.test compile
	$(BIN)/python -m pytest --ignore tests/browser --numprocesses 2 --dist loadfile --no-loadscope-reorder

lint: .venv/.test compile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint surveyapp/web/templates --lint --quiet
	$(BIN)/flask --version >/dev/null

# Try every promise on the running app, and write docs/promises.md; takes some minutes.
drills: .venv/.test compile
	$(BIN)/python -m tools.drills --write

.venv/.run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.run

# The last line is for production, where processes may not write into the code.
compile: translations/ar/LC_MESSAGES/messages.mo surveyapp/web/static/app.css.gz
	@$(BIN)/python -m compileall -q surveyapp

translations/ar/LC_MESSAGES/messages.mo: translations/ar/LC_MESSAGES/messages.po
	$(BIN)/pybabel --quiet compile -d translations

surveyapp/web/static/app.css.gz: $(wildcard surveyapp/web/static/*.css surveyapp/web/static/*.js surveyapp/web/static/*.svg)
	$(BIN)/python -m whitenoise.compress --quiet surveyapp/web/static woff2 gz png

# Take new sentences into the catalogue; then translate those that it names in translations/ar/LC_MESSAGES/messages.po.
catalogue: .venv/.run
	@$(BIN)/python -m tools.catalogue

# Lock the newest versions that fit; needs uv.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --upgrade requirements.in -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --upgrade requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv build instance translations/*/LC_MESSAGES/*.mo surveyapp/web/static/*.gz surveyapp/web/static/*.br surveyapp/web/static/*/*.gz surveyapp/web/static/*/*.br
