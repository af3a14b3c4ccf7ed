"""Exact least squares of the NIST StRD regression sets, in rational arithmetic.

Python 3.11 standard library and mpmath 1.4.1 (square roots only). Reads the data from ../NISTRegressionData.swift,
checks the certified values against the decimal data, and writes ../NISTRegressionExact.swift: the exact answers for
the data rounded to doubles, which is what a program in doubles is given.

    python3 exact_least_squares.py
"""
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import mpmath

mpmath.mp.dps = 50
here = Path(__file__).resolve().parent
number = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"


def read():
    text = (here / "../NISTRegressionData.swift").read_text().replace("_", "")
    for part in re.split(r"\n  static let (?=\w+ = NISTRegression)", text)[1:]:
        name, model = re.search(r'name: "(\w+)", model: \.(\w+)', part).groups()
        degree = int(re.search(r"polynomial\((\d+)\)", part).group(1)) if model == "polynomial" else 0
        columns, response, coefficients = (
            [re.findall(number, g) for g in re.findall(r"\[([^\[\]]*)\]", block)]
            for block in (
                part[part.index("columns:") : part.index("response:")],
                part[part.index("response:") : part.index("coefficients:")],
                part[part.index("coefficients:") :],
            )
        )
        yield name, model, degree, columns, response[0], coefficients[0]


def design(model, degree, columns, round_powers=False):
    rows = []
    for i in range(len(columns[0])):
        row = [] if model == "throughOrigin" else [Fraction(1)]
        if model == "polynomial":
            for _ in range(degree):
                power = row[-1] * columns[0][i]
                row.append(Fraction(float(power)) if round_powers else power)
        else:
            row += [column[i] for column in columns]
        rows.append(row)
    return rows


def solve(x, y):
    n, p = len(x), len(x[0])
    m = [
        [sum(r[a] * r[b] for r in x) for b in range(p)]
        + [sum(r[a] * v for r, v in zip(x, y))]
        + [Fraction(int(a == b)) for b in range(p)]
        for a in range(p)
    ]
    for c in range(p):
        m[c] = [v / m[c][c] for v in m[c]]
        for r in range(p):
            if r != c:
                factor = m[r][c]
                m[r] = [a - factor * b for a, b in zip(m[r], m[c])]
    b = [m[a][p] for a in range(p)]
    rss = sum((v - sum(s * t for s, t in zip(r, b))) ** 2 for r, v in zip(x, y))
    variances = [rss / (n - p) * m[a][p + 1 + a] for a in range(p)]
    return b, [root(v) for v in variances], root(rss / (n - p))


def root(fraction):
    return mpmath.sqrt(mpmath.mpf(fraction.numerator) / fraction.denominator)


def text(values):
    decimals = (v if isinstance(v, mpmath.mpf) else mpmath.mpf(v.numerator) / v.denominator for v in values)
    return ", ".join(repr(float(mpmath.nstr(d, 25))) for d in decimals)


out = [
    "// Written by Reference/exact_least_squares.py from NISTRegressionData.swift.",
    "",
    "/// Exact least squares of the NIST regression sets rounded to doubles.",
    "struct ExactRegression: Sendable {",
    "  let name: String",
    "  let coefficients: [Double]",
    "  let standardErrors: [Double]",
    "  let residualStandardDeviation: Double",
    "}",
    "",
    "extension ExactRegression {",
]
for title, comment, rounded in (
    ("powersExact", "Powers of the doubles, not rounded again.", False),
    ("powersRounded", "Powers by repeated multiplication in doubles.", True),
):
    out += [f"  /// {comment}", f"  static let {title} = ["]
    for name, model, degree, columns, response, certified in read():
        decimal = [[Fraction(Decimal(v)) for v in column] for column in columns]
        b, _, _ = solve(design(model, degree, decimal), [Fraction(Decimal(v)) for v in response])
        for found, published in zip(b, certified):
            assert abs(float(found / Fraction(Decimal(published))) - 1) < 6e-15, (name, published)
        double = [[Fraction(float(v)) for v in column] for column in columns]
        b, errors, s = solve(design(model, degree, double, rounded), [Fraction(float(v)) for v in response])
        out += [
            f'    ExactRegression(name: "{name}", coefficients: [{text(b)}], standardErrors: [{text(errors)}], '
            f"residualStandardDeviation: {text([s])}),"
        ]
    out += ["  ]"]
out += ["}", ""]
(here / "../NISTRegressionExact.swift").write_text("\n".join(out))
