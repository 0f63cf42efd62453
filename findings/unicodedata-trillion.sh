#!/usr/bin/env bash
# unicodedata2 15.0 to 18.0: the value of 兆 is a trillion, then a million, then a trillion again, and 秭 is less than 京.
#
# Guess before trying: numeric() of a numeral is a property of the character and stays, so that 兆 is 10^12 as 万 is 10^4 and 亿 10^8,
# and a later version at most adds numerals. Seen: 兆 is 10^12 up to Unicode 15.0, 10^6 in 15.1 and 16.0, and 10^12 from 17.0 on. The
# Unihan database gives it two values since 15.1 (mega as in 兆赫, a trillion as in Taiwan's and Japan's budgets), and the table has
# room for one. Which one a program reads follows from its interpreter, whose unicodedata is made of one of these versions:
# 3兆元 changes its size a million times with an upgrade.
# From 15.1 on two scales also stand beside each other, 京 as 10^16 and 秭, the greater numeral, as 10^9; and 两 has a value, as
# have 拐, 钩 and 洞 (7, 9 and 0 as said over the radio), so that isnumeric() holds for ordinary words.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
seen=
for version in 15.0.0 15.1.0 16.0.0 17.0.1 18.0.0; do
    "$folder/venv/bin/pip" -q --disable-pip-version-check install "unicodedata2==$version" 2>/dev/null
    line=$("$folder/venv/bin/python" - <<'PYTHON'
import unicodedata2 as table

print(*(f"{one}={table.numeric(one, -1):.0e}" for one in "亿兆京秭两洞"))
PYTHON
    )
    echo "$version $line"
    seen="$seen$version $line
"
done
later="京=1e+16 秭=1e+09 两=2e+00 洞=0e+00"
expected="15.0.0 亿=1e+08 兆=1e+12 京=-1e+00 秭=-1e+00 两=-1e+00 洞=-1e+00
15.1.0 亿=1e+08 兆=1e+06 $later
16.0.0 亿=1e+08 兆=1e+06 $later
17.0.1 亿=1e+08 兆=1e+12 $later
18.0.0 亿=1e+08 兆=1e+12 $later
"
[ "$seen" = "$expected" ] || { echo "unicodedata2 has changed"; exit 1; }
echo "unicodedata2: as described"
