"""Coefficients of Functions/TemmeExpansion.swift and of the two gamma series in Functions, by mpmath 1.3.0.

Temme (1979); DLMF 8.12.9-8.12.12: C_0 = 1/mu - 1/eta, C_k = C_{k-1}'/eta + (-1)^k g_k / mu,
eta^2 / 2 = mu - ln(1 + mu), Gamma*(a) ~ sum g_k a^-k.
"""
from fractions import Fraction as F
import mpmath as mp

mp.mp.dps = 40
N = 44

# mu(eta): mu' = eta (1 + mu) / mu, as power series mu = eta + ...
mu = [F(0), F(1)]
for n in range(2, N + 2):
    # mu mu' = eta (1 + mu); coefficient of eta^n: sum_{i+j=n+1} mu_i j mu_j = mu_{n-1}
    known = sum(mu[i] * (n + 1 - i) * mu[n + 1 - i] for i in range(2, n))
    mu.append((mu[n - 1] - known) / (n + 1))
# 1/mu = (1/eta) sum r_n eta^n
r = [F(1)]
for n in range(1, N + 1):
    r.append(-sum(mu[i + 1] * r[n - i] for i in range(1, n + 1)))
# g_k: the Stirling series exp(sum B_2j / (2j(2j-1)) a^(1-2j))
B = [F(1), F(-1, 2)] + [F(0)] * 20
for m in range(2, 22):
    from math import comb
    B[m] = -sum(comb(m + 1, j) * B[j] for j in range(m)) / (m + 1)
s = [F(0)] * 12
for j in range(1, 6):
    s[2 * j - 1] = B[2 * j] / (2 * j * (2 * j - 1))
g = [F(1)]
for n in range(1, 11):
    g.append(sum(i * s[i] * g[n - i] for i in range(1, n + 1)) / n)

C = r[1:]  # C_0 without its pole
table = [C]
for k in range(1, 6):
    # C'/eta has the pole C_1/eta, which (-1)^k g_k / mu takes away
    assert C[1] + (-1) ** k * g[k] == 0
    C = [(n + 2) * C[n + 2] + (-1) ** k * g[k] * r[n + 1] for n in range(len(C) - 2)]
    table.append(C)
for k, row in enumerate(table):
    print("C", k, [mp.nstr(mp.mpf(x.numerator) / x.denominator, 18) for x in row[: 22 - 3 * k]])

print("zeta(k) - 1, k = 2...:", [mp.nstr(mp.zeta(k) - 1, 18) for k in range(2, 34)])
root = mp.findroot(mp.digamma, mp.mpf("1.4616321449683623"))
high = float(root)
print("root", repr(high), mp.nstr(root - mp.mpf(high), 18))
print("psi^(k)(root)/k!", [mp.nstr(mp.psi(k, root) / mp.factorial(k), 18) for k in range(1, 24)])
