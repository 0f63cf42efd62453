# make build 和 make test 会自己装好所需的一切；已经装好的不再动。

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q --require-hashes
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade
# One set-up at a time, also under make -j.
.NOTPARALLEL:

.DEFAULT_GOAL := help
.PHONY: help build test test-quick lint format validate look compare lengths score score-real golden packs-real train bench bench-desk mutate bench-peers check reproduce release wheel lock clean

help: ## 列出这些目标
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/'

build: .venv/.built ## 装好所需的一切，做出 seeds/ 里全部访谈的材料，写进 out/
	@$(BIN)/briefing build

test: lint ## 装好测试所需的一切，检查代码，跑全部测试
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

test-quick: .venv/.tested ## 只跑不起进程、不排版的测试：一分钟之内
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow"

lint: .venv/.tested ## 检查写法、类型和各部分的依赖方向
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: .venv/.tested ## 整理写法
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

validate: .venv/.tested ## 用 veraPDF 检查 out/ 里的 PDF 是否合乎 PDF/UA-1 和 PDF/A-3a
	@$(BIN)/python scripts/validate.py

look: .venv/.tested ## 把各版每一页排成一览图，写进 out/look/
	@$(BIN)/python scripts/look.py

compare: .venv/.tested ## 用 Typst 排同样的文字，与本项目的页面并排，写进 out/compare/
	@$(PIP) -r requirements/compare.lock
	@$(BIN)/python scripts/compare.py

lengths: .venv/.tested ## 各版印了原文多少字、几页，与原文比（TEXTS= 文件或文件夹）
	@$(BIN)/python scripts/lengths.py --pages $(or $(TEXTS),seeds/huangpu-interview.txt tests/gold)

score: .venv/.tested ## 用标准答案给提纲打分
	@$(BIN)/python scripts/score.py

golden: .venv/.tested ## 提纲和材料的字节与 tests/golden/digests.txt 比，有意的不同记下来
	@$(BIN)/python scripts/golden.py --write

score-real: .venv/.tested ## 用真实文章的标准答案给数据打分（REAL= 放文章和答案的文件夹）
	@$(BIN)/python scripts/score_real.py $(REAL)

train: .venv/.tested ## 重新训练选指标和时间的权重（REAL= 放文章和答案的文件夹，可以有几个）
	@test -x .venv/train/bin/python || $(BIN)/python -m venv .venv/train
	@.venv/train/bin/python -m pip --disable-pip-version-check install -q -e '.[train]'
	@.venv/train/bin/python scripts/train_outline.py $(REAL)

packs-real: .venv/.tested ## 做真实文稿的材料，按标准答案给选材、卡片、封面和长度打分（TEXTS=文稿的文件夹、GOLD=答案的文件夹）
	@$(BIN)/python scripts/packs_real.py $(TEXTS) $(GOLD)

bench: .venv/.tested ## 量各步骤的时间和内存（BEFORE= 另一份检出，就与它轮流量，印倍数）
	@$(BIN)/python scripts/bench.py $(if $(BEFORE),--before $(BEFORE))

bench-desk: .venv/.tested ## 量校对台：改了多久看得到（与从前的 serve 轮流量）、五十篇二十页、五百次改动的内存（PARTS= 只量几样）
	@$(BIN)/python scripts/bench_desk.py $(PARTS)

mutate: .venv/.tested ## 用两千处改动试核对：查出多少、漏多少、误报多少（SEED=、COUNT= 可改）
	@$(BIN)/python scripts/mutate.py $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT))

bench-peers: .venv/.built ## 用 Pandoc、Typst、docxtpl、LibreOffice 排同样的内容，与本项目比快慢
	@PYTHON=$(PYTHON) scripts/setup test
	@test -x .venv/peers/bin/python || $(BIN)/python -m venv .venv/peers
	@.venv/peers/bin/python -m pip --disable-pip-version-check install -q --require-hashes -r requirements/peers.lock
	@$(BIN)/python scripts/bench_peers.py

check: .venv/.built ## 核对 out/ 里的全部材料
	@find out -mindepth 1 -maxdepth 1 -type d -exec test -f '{}/ledger.json' \; -exec $(BIN)/briefing check {} +

reproduce: .venv/.built ## 在两种不同的条件下各做一遍并发布，逐个字节比较
	@$(BIN)/python scripts/reproduce.py

release: .venv/.built ## 发布 out/ 里的材料，写进 out/release/；公开的下载页写进 out/public-site/（PREVIOUS= 上一次的 manifest.json，有才比；APPROVED=1 只发布已审定的）
	$(if $(PREVIOUS),$(if $(wildcard $(PREVIOUS)),,@echo "没有 $(PREVIOUS)，按首次发布写发布说明" >&2))
	@$(BIN)/briefing release --site out/public-site $(if $(APPROVED),--approved-only) $(if $(PREVIOUS),$(patsubst %,--previous %,$(wildcard $(PREVIOUS))))

wheel: .venv/.tested ## 做出可以用 pip 安装的包，写进 dist/
	@$(BIN)/python -m hatchling build -t wheel

lock: .venv/.tested ## 把各个包锁定到现在的最新版本
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements/dev.lock
	echo typst | $(LOCK) - -o requirements/compare.lock
	printf 'docxtpl\npypandoc-binary\ntypst\n' | $(LOCK) - -o requirements/peers.lock

clean: ## 删去装好的和做好的（out/ 里的材料也删）
	rm -rf .venv tests/browser/node_modules build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find out -mindepth 1 -not -name .gitkeep -delete

# A virtual environment that was left half made (python3-venv missing) has no pip, and is made anew.
.venv/.built: requirements.lock scripts/setup scripts/link.py
	@PYTHON=$(PYTHON) scripts/setup build
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "安装 Python 包" >&2
	@$(PIP) -r requirements.lock
	@$(BIN)/python scripts/link.py
	@touch $@

.venv/.tested: requirements/dev.lock tests/browser/package-lock.json scripts/setup .venv/.built
	@PYTHON=$(PYTHON) scripts/setup test
	@echo "安装测试用的包" >&2
	@$(PIP) -r requirements/dev.lock
	@cd tests/browser && npm ci --silent
	@touch $@
