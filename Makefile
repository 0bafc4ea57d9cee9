# make demo · make run · make test · make bench · make package — each sets up what it needs in .venv and is quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := build/demo
ONLY ?=
JOBS ?= auto

.PHONY: demo run test bench lint screenshots package clean
.DEFAULT_GOAL := demo

$(READY): pyproject.toml packaging/system-packages.sh
	@sh packaging/system-packages.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the Python packages in $(VENV) (a few minutes the first time)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(READY)
	@$(BIN)/rehab demo $(DEMO)

run: $(READY)
	@sh packaging/system-packages.sh --display
	@$(BIN)/rehab open

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

bench: $(READY)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(ONLY)

screenshots: $(READY)
	@$(BIN)/rehab screenshots build/screenshots

package: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[package]'
	$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath build/pyinstaller packaging/rehab.spec
	@sh packaging/make-deb.sh

clean:
	rm -rf build dist $(VENV)
