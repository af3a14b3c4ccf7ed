# Moments of the NIST StRD univariate sets as doubles hold them, in exact rational arithmetic: what no program working on
# doubles can better. Python 3.11 with mpmath 1.4.1 for the roots.
import re
import sys
from fractions import Fraction
from pathlib import Path
from mpmath import mp, mpf, sqrt

mp.dps = 40
sys.set_int_max_str_digits(10000)
swift = (Path(__file__).parent.parent / "NISTUnivariate.swift").read_text()


def literal(name):
    body = re.search(r"static let %s: \[Double\] = \[(.*?)\]" % name, swift, re.S).group(1)
    return [float(v) for v in body.split(",") if v.strip()]


def pi_digits(n):
    scale = 10 ** (n + 10)

    def arctan_inverse(x):
        total = term = scale // x
        k, sign = 1, 1
        while term:
            term //= x * x
            k, sign = k + 2, -sign
            total += sign * (term // k)
        return total

    return [float(c) for c in str(4 * (4 * arctan_inverse(5) - arctan_inverse(239)))[:n]]


def alternating(first, low, high):
    return [first] + [low, high] * 500


sets = {
    "PiDigits": pi_digits(5000),
    "Lottery": literal("lottery"),
    "Lew": literal("lew"),
    "Mavro": literal("mavro"),
    "Michelso": literal("michelso"),
    "NumAcc1": [10000001.0, 10000003.0, 10000002.0],
    "NumAcc2": alternating(1.2, 1.1, 1.3),
    "NumAcc3": alternating(1000000.2, 1000000.1, 1000000.3),
    "NumAcc4": alternating(10000000.2, 10000000.1, 10000000.3),
}


def number(f):
    return mpf(f.numerator) / mpf(f.denominator)


for name, values in sets.items():
    x = [Fraction(v) for v in values]
    n = len(x)
    mean = sum(x) / n
    d = [v - mean for v in x]
    ss = sum(v * v for v in d)
    second = ss / n
    skewness = number(sum(v**3 for v in d) / n) / number(second) ** mpf("1.5")
    excess = number(sum(v**4 for v in d) / n / second**2) - 3
    lag = sum(a * b for a, b in zip(d, d[1:])) / ss
    figures = [number(mean), sqrt(number(ss / (n - 1))), number(lag), skewness, excess]
    print(name, *[mp.nstr(v, 18) for v in figures])
