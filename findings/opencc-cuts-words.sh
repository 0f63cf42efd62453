#!/usr/bin/env bash
# OpenCC 1.4.2 (s2tw, s2hk) converts everyday official Chinese into wrong characters where two words meet.
#
# Guess before trying: with 49,000 phrases the commonest phrases of official prose come out right, and what a dictionary
# does not hold falls back to the right default. Seen: the longest phrase from the left wins, whatever words it cuts:
#   民生发展 -> 民生髮展   (生发 -> 生髮, to grow hair, is a phrase; 民生|发展 are the words)
#   开启新征程 -> 開啟新徵程 (新征 -> 新徵, newly levied, is a phrase; 征程 alone is right)
#   更加注重统筹 -> 更加註重統籌   (加注 -> 加註, to annotate)
#   北美发行 -> 北美髮行   (美发 -> 美髮, hairdressing)
# Each word alone is converted rightly, so that segmenting first (here with rjieba 0.2.2) mends all four.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install opencc==1.4.2 rjieba==0.2.2 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import opencc
import rjieba

convert = opencc.OpenCC("s2tw").convert
for text, seen, right in [
    ("保障民生发展", "保障民生髮展", "保障民生發展"),
    ("开启新征程", "開啟新徵程", "開啟新征程"),
    ("更加注重统筹", "更加註重統籌", "更加注重統籌"),
    ("北美发行债券", "北美髮行債券", "北美發行債券"),
]:
    whole, words = convert(text), "".join(map(convert, rjieba.cut(text, hmm=False)))
    print(f"{text}: {whole}; word by word {words}")
    assert (whole, words) == (seen, right), "OpenCC has changed"
PYTHON
echo "opencc 1.4.2: as described"
