"""Expected values of PublishedBayesTests: likelihood maxima by mpmath 1.3.0 at 40 digits."""
from mpmath import mp, mpf, loggamma, psi, exp, findroot, log, sqrt
import numpy as np

mp.dps = 40
# Tarone (1982); Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), table 5.1: tumors of type F344 rats
y = [0] * 14 + [1] * 8 + [2] * 9 + [1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10] + [4] * 7 + [10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9, 4]
n = ([20] * 7 + [19] * 4 + [18, 18, 17] + [20] * 4 + [19, 19, 18, 18] + [25, 24, 23] + [20] * 6 + [10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50]
     + [20] * 7 + [48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46, 47, 24, 14])
r = np.array(y[:70]) / np.array(n[:70])
print(len(y), len(n), "mean and sd of the 70 historical rates (book: 0.136, 0.103):", r.mean(), r.std(ddof=1))

def gradient(a, b):
    ga = sum(psi(0, a + k) - psi(0, a) - psi(0, a + b + m) + psi(0, a + b) for k, m in zip(y, n))
    gb = sum(psi(0, b + m - k) - psi(0, b) - psi(0, a + b + m) + psi(0, a + b) for k, m in zip(y, n))
    return [ga, gb]

a, b = findroot(gradient, (2, 14))
print("rats: mean, concentration", mp.nstr(a / (a + b), 17), mp.nstr(a + b, 17), "a, b", mp.nstr(a, 8), mp.nstr(b, 8))
from scipy.stats import beta
print("posterior of 4 of 14", (a + 4) / (a + b + 14), beta.ppf([0.05, 0.95], float(a) + 4, float(b) + 10))
print(y); print(n)

def fit(y, v, restricted):
    def slope(t):
        w = [1 / (mpf(vi) + t) for vi in v]
        mu = sum(wi * mpf(yi) for wi, yi in zip(w, y)) / sum(w)
        s = sum(wi * wi * (mpf(yi) - mu) ** 2 - wi for wi, yi in zip(w, y))
        return s + (sum(wi * wi for wi in w) / sum(w) if restricted else 0)
    t = findroot(slope, mpf(1) / 10, tol=1e-30)
    w = [1 / (mpf(vi) + t) for vi in v]
    return mp.nstr(t, 17), mp.nstr(sum(wi * mpf(yi) for wi, yi in zip(w, y)) / sum(w), 17)

# Colditz et al. (1994), BCG vaccine, log risk ratios from the counts in metafor's dat.bcg
t1 = [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27]; n1 = [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913]
t0 = [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29]; n0 = [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854]
yi = [log(mpf(a) * d / (mpf(b) * c)) for a, c, b, d in zip(t1, n1, t0, n0)]
vi = [1 / mpf(a) - 1 / mpf(c) + 1 / mpf(b) - 1 / mpf(d) for a, c, b, d in zip(t1, n1, t0, n0)]
print("bcg ML", fit(yi, vi, False), "REML", fit(yi, vi, True))
