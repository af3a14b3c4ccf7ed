# Chart constants by mpmath; funnel limits and overdispersion by SciPy. Python 3.11, mpmath 1.4.1, SciPy 1.17.1.
import numpy as np
from mpmath import erf, exp, gamma, mp, mpf, pi, sqrt
from scipy import stats

mp.dps = 20
rule = [(mpf(a), mpf(w)) for a, w in zip(*np.polynomial.legendre.leggauss(16))]


def survival(r, n):
    h, total = mpf(1) / 8, mpf(0)
    for k in range(-88, 64):
        x = k * h
        total += exp(-x * x / 2) * ((erf((x + r) / sqrt(2)) - erf(x / sqrt(2))) / 2) ** (n - 1)
    return 1 - n * h * total / sqrt(2 * pi)


for n in (4, 6, 10, 25, 100):
    first = second = mpf(0)
    for panel in range(13):
        for a, w in rule:
            r = panel + (a + 1) / 2
            v = survival(r, n)
            first, second = first + w / 2 * v, second + w * r * v
    c4 = sqrt(mpf(2) / (n - 1)) * gamma(mpf(n) / 2) / gamma(mpf(n - 1) / 2)
    print(n, mp.nstr(c4, 17), mp.nstr(first, 16), mp.nstr(sqrt(second - first**2), 16))
print("c4 1000", mp.nstr(sqrt(mpf(2) / 999) * gamma(mpf(500)) / gamma(mpf(999) / 2), 17))

events = np.array([12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6])
sizes = np.full(30, 50.0)
sizes[::3] = 80
theta = events.sum() / sizes.sum()
for name, variance in (("proportion", theta * (1 - theta) / sizes), ("ratio", theta / sizes)):
    z = (events / sizes - theta) / np.sqrt(variance)
    zw = np.clip(z, np.quantile(z, 0.1), np.quantile(z, 0.9))
    phi = np.mean(zw**2)
    w = 1 / variance
    m = len(z)
    tau2 = max(0, (m * phi - (m - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    print(name, repr(theta), repr(phi), repr(tau2))


def exact(law, size, p):
    r = law.ppf(p)
    return (r - (law.cdf(r) - p) / law.pmf(r)) / size


for size in (20, 50, 400):
    print("binomial", size, *[repr(exact(stats.binom(size, 0.1), size, p)) for p in (0.001, 0.025, 0.975, 0.999)])
    print("poisson", size, *[repr(exact(stats.poisson(size * 0.3), size, p)) for p in (0.001, 0.025, 0.975, 0.999)])
