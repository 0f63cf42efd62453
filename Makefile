# make build 和 make test 会自己装好所需的一切。

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help build test lint format score lock wheel clean

help: ## 列出这些目标
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

build: .venv/.built ## 装好所需的一切，做出 seeds/ 里全部访谈的材料
	$(BIN)/briefing build

test: .venv/.tested lint ## 装好测试所需的一切，检查代码，跑全部测试
	$(BIN)/pytest

lint: .venv/.tested ## 检查写法和类型
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.tested ## 整理写法
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: .venv/.tested ## 用标准答案给提纲打分
	$(BIN)/python scripts/score.py

wheel: .venv/.tested ## 做出可以安装的包
	$(BIN)/python -m build --wheel --no-isolation

lock: .venv/.tested ## 重新锁定各个包的版本
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --upgrade --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## 删去装好的和做好的
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find out -mindepth 1 -not -name .gitkeep -delete

.venv/.built: requirements.lock pyproject.toml scripts/setup
	scripts/setup build
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python scripts/link.py
	touch $@

.venv/.tested: requirements-dev.lock .venv/.built
	scripts/setup test
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
