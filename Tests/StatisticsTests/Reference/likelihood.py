"""Maximum likelihood where R stops early, at 40 digits: mpmath 1.4.1, Python 3.11. Data from ../RegressionData.swift.

    python3 likelihood.py
"""
import re
from pathlib import Path

from mpmath import diff, digamma, exp, expm1, findroot, log, loggamma, matrix, mp, mpf, sqrt

mp.dps = 40
source = (Path(__file__).resolve().parent / "../RegressionData.swift").read_text()


def listed(name):
    block = source[source.index(f"static let {name}") :]
    block = block[block.index("= [") + 3 :]
    return [mpf(v) for v in re.findall(r"-?\d+\.?\d*", block[: block.index("]")])]


am, wt, hp = listed("manual"), listed("weight"), listed("power")


def cloglog(a, b):
    hazards = [h * exp(a + b * w) for h, w in zip(hp, wt)]
    return sum(log(-expm1(-h)) if y else -h for h, y in zip(hazards, am))


a, b = findroot(lambda a, b: [diff(cloglog, (a, b), (1, 0)), diff(cloglog, (a, b), (0, 1))], (mpf("3.44"), mpf("-2.97")))
expected = [h * h * exp(2 * (a + b * w)) / expm1(h * exp(a + b * w)) for h, w in zip(hp, wt)]
information = matrix([[sum(expected), sum(e * w for e, w in zip(expected, wt))]] * 2)
information[1, 0] = information[0, 1]
information[1, 1] = sum(e * w * w for e, w in zip(expected, wt))
covariance = information**-1
print("cloglog", *[mp.nstr(v, 18) for v in (a, b, sqrt(covariance[0, 0]), sqrt(covariance[1, 1]), cloglog(a, b))])

y = listed("breaks")
rows = [[1, int(i >= 27), int(i % 27 // 9 == 1), int(i % 27 // 9 == 2)] for i in range(54)]
for name, exposures in (("unit exposure", [mpf(1)] * 54), ("exposure", [mpf(float((i + 1) / 10)) for i in range(54)])):

    def means(beta):
        return [e * exp(sum(x * b for x, b in zip(row, beta))) for e, row in zip(exposures, rows)]

    def score(*arguments):
        *beta, theta = arguments
        mu = means(beta)
        slopes = [(v - m) / (1 + m / theta) for v, m in zip(y, mu)]
        by_theta = sum(
            digamma(v + theta) - digamma(theta) + log(theta / (theta + m)) + (m - v) / (theta + m) for v, m in zip(y, mu)
        )
        return [sum(s * row[j] for s, row in zip(slopes, rows)) for j in range(4)] + [by_theta]

    start = {"unit exposure": [3.67, -0.186, -0.299, -0.511, 9.94], "exposure": [4.3, -1.4956, -1.118, -1.6865, 4.3]}[name]
    *beta, theta = findroot(score, [mpf(s) for s in start])
    mu = means(beta)
    curvature = diff(lambda t: score(*beta, t)[4], theta)
    print("theta", name, mp.nstr(theta, 18), mp.nstr(1 / sqrt(-curvature), 18))
