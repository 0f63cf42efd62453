#!/usr/bin/env bash
# Babel 2.19.0 (CLDR): a compact number in Hong Kong's Chinese has Latin letters, 123.5M, where Taiwan's and the mainland's have 億 and 亿.
#
# Guess before trying: zh_Hant_HK inherits from zh_Hant and differs in words, not in how numbers are grouped; Hong Kong's papers and
# budgets write 1.2億元. The long form spells out what the short one abbreviates. Seen: zh_Hant_HK and zh_Hant_MO replace the whole
# table by K, M, B, T, and the long form is the same as the short one. zh_Hans_HK, Cantonese (yue_Hant_HK) and zh_Hant_TW keep 万/萬 and
# 亿/億, so that the same sum of Hong Kong dollars is HK$123.5M in one of three editions of a text and HK$1.2億 in another. Whoever wants a
# Hong Kong reader's form has to ask for zh_Hant.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install babel==2.19.0 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from babel.numbers import format_compact_currency, format_compact_decimal

seen = {}
for locale in ("zh_Hans_CN", "zh_Hant_TW", "zh_Hant_HK", "zh_Hant_MO", "zh_Hans_HK", "yue_Hant_HK"):
    short = format_compact_decimal(123_456_789, locale=locale, fraction_digits=1)
    long = format_compact_decimal(123_456_789, locale=locale, format_type="long", fraction_digits=1)
    money = format_compact_currency(123_456_789, "HKD", locale=locale, fraction_digits=1)
    seen[locale] = (short, long, money)
    print(locale, short, long, money)
simplified, traditional = ("1.2亿", "1.2亿", "HK$1.2亿"), ("1.2億", "1.2億", "HK$1.2億")
latin = ("123.5M", "123.5M", "HK$123.5M")
assert seen == {
    "zh_Hans_CN": simplified,
    "zh_Hant_TW": traditional,
    "zh_Hant_HK": latin,
    "zh_Hant_MO": latin,
    "zh_Hans_HK": simplified,
    "yue_Hant_HK": traditional,
}, "Babel has changed"
PYTHON
echo "Babel 2.19.0: as described"
