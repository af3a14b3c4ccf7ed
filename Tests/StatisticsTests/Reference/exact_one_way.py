"""F, between and within sums of squares of the NIST StRD analysis-of-variance sets, exactly.

Python 3.11, standard library only. For the decimals, to compare with the certified values, and for the decimals
rounded to doubles, which is what a program in doubles is given. AtmWtAg and SiRstv are read from
../OneWayAnalysisTests.swift; SmLs01 to 09 follow their rule (Simon & Lesage 1989).

    python3 exact_one_way.py
"""
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

source = (Path(__file__).resolve().parent / "../OneWayAnalysisTests.swift").read_text()


def listed(name):
    block = source[source.index(f"static let {name}") :]
    block = block[: block.index("\n  ]")]
    block = block[block.index("= [") + 3 :]
    return [re.findall(r"\d+\.\d+", group) for group in re.findall(r"\[([^\[\]]+)\]", block)]


def simon_lesage(count, base):
    tenths = [14 if base == 0 else 4, *([13, 15] * 4 if base == 0 else [3, 5] * 4)]
    steps = [0] + [-1, 1] * ((count - 1) // 2)
    return [[str(Decimal(base) + Decimal(t + s) / 10) for s in steps] for t in tenths]


def analyse(groups):
    n, k = sum(map(len, groups)), len(groups)
    mean = sum(map(sum, groups)) / n
    means = [sum(g) / len(g) for g in groups]
    between = sum(len(g) * (m - mean) ** 2 for g, m in zip(groups, means))
    within = sum((v - m) ** 2 for g, m in zip(groups, means) for v in g)
    return float(between / (k - 1) / (within / (n - k))), float(between), float(within)


sets = {"AtmWtAg": listed("silver"), "SiRstv": listed("silicon")}
for i, base in enumerate((0, 10**6, 10**12)):
    for j, count in enumerate((21, 201, 2001)):
        sets[f"SmLs0{3 * i + j + 1}"] = simon_lesage(count, base)
for name, groups in sets.items():
    print(name, "decimal", *analyse([[Fraction(Decimal(v)) for v in g] for g in groups]))
    print(name, "doubles", *analyse([[Fraction(float(v)) for v in g] for g in groups]))
