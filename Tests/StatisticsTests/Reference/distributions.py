"""Writes ReferenceTables+*.swift into the folder named: densities and tails of the distributions by mpmath 1.3.0, from slow positive series.

I_x(a, b) and P(a, x) are summed term by term at so many digits that one minus the sum still has fifty.
Arguments are exact doubles. One row: parameters, x, ln density, lower, upper, ln lower, ln upper.
"""
import sys
import mpmath as mp
from mpmath import mpf


def gamma_tails(a, x, digits=0):
    """P, Q at shape a, for mpf arguments."""
    estimate = max(0, (x - a - a * mp.log(x / a)) / 2.3)
    if estimate > 900:
        return None, None
    with mp.workdps(int(70 + 1.1 * estimate + digits)):
        term = total = mpf(1)
        n = 0
        while term > total * mpf(10) ** (-mp.mp.dps):
            n += 1
            term *= x / (a + n)
            total += term
        p = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total
        return p, 1 - p


def beta_tails(a, b, x, y):
    if x > y:
        lower, upper = beta_tails(b, a, y, x)
        return upper, lower
    n = a + b
    distance = a * mp.log(a / (n * x)) + b * mp.log(b / (n * y))
    if abs(distance) > 2000:
        return None, None
    with mp.workdps(int(80 + 1.1 * max(0, distance) / 2.3)):
        term = total = mpf(1)
        k = 0
        while term > total * mpf(10) ** (-mp.mp.dps):
            term *= (n + k) / (a + 1 + k) * x
            k += 1
            total += term
        front = a * mp.log(x) + b * mp.log(y) - mp.loggamma(a + 1) - mp.loggamma(b) + mp.loggamma(n)
        lower = mp.exp(front) * total
        return lower, 1 - lower


def row(arguments, log_density, lower, upper):
    """None for a tail below e^-2000: too many digits for a slow series."""
    if lower is None:
        return None
    values = [log_density, lower, upper, mp.log(lower), mp.log(upper)]
    out = []
    for v in values:
        v = mpf(v)
        out.append("0" if v == 0 or (v > 0 and v < mpf("2.3e-308")) else mp.nstr(v, 18, min_fixed=0, max_fixed=0))
    return " ".join([repr(float(a)) for a in arguments] + out)


Z = [-37, -18, -9, -5, -3, -1.5, -0.5, 0, 0.7, 2, 4, 8, 17, 37]
SHAPES = [1e-3, 0.05, 0.5, 1.0, 3.5, 40.0, 1e3, 3e4, 1e6]


def normal():
    for z in [-1e5, -300.0, -60, -38.4, -37, -30, -20, -9.5, -6, -4, -2.5, -1, -0.1, -1e-10, 0, 1e-5, 0.3, 1.2, 3.3, 5, 8, 21, 38, 50]:
        z = mpf(z)
        with mp.workdps(1000):
            upper = mp.erfc(abs(z) / mp.sqrt(2)) / 2
            with mp.workdps(60 + int(z * z / 4)):
                rest = 1 - upper
            lower, upper = (rest, upper) if z >= 0 else (upper, rest)
            yield row([z], -z * z / 2 - mp.log(2 * mp.pi) / 2, lower, upper)


def gamma():
    for a in SHAPES:
        seen = set()
        for z in Z:
            cube = 1 - 1 / (9 * a) + z / (3 * a**0.5)
            x = a * cube**3 if a >= 1 and cube > 0.1 else float(mp.exp((mp.log(0.5) + 0.4 * z) / a)) if z < 0 else a + z * z / 2 + 0.1
            if not 1e-300 < x or x in seen:
                continue
            seen.add(x)
            A, X = mpf(a), mpf(x)
            with mp.workdps(60):
                yield row([a, x], (A - 1) * mp.log(X) - X - mp.loggamma(A), *gamma_tails(A, X))


def logit_places(a, b):
    a, b = mpf(a), mpf(b)
    centre, spread = mp.digamma(a) - mp.digamma(b), mp.sqrt(mp.psi(1, a) + mp.psi(1, b))
    for z in Z:
        u = centre + z * spread * (1 if min(a, b) > 2 else mpf("0.3"))
        if abs(u) < 690:
            yield u


def beta():
    for i, a in enumerate(SHAPES):
        for j, b in enumerate(SHAPES):
            for k, u in enumerate(logit_places(a, b)):
                if (k + i + 2 * j) % 6 and not (a == b == 1e6):
                    continue
                x = float(1 / (1 + mp.exp(-u)))
                if not 1e-300 < x < 1:
                    continue
                A, B, X = mpf(a), mpf(b), mpf(x)
                with mp.workdps(1000):
                    Y = 1 - X
                    density = (A - 1) * mp.log(X) + (B - 1) * mp.log(Y) - mp.log(mp.beta(A, B))
                    yield row([a, b, x], density, *beta_tails(A, B, X, Y))


def student():
    for nu in [1e-3, 0.5, 1.0, 2.5, 7.0, 30.0, 1e3, 1e6, 1e9, 1e12]:
        for t in [-1e8, -37.0, -20.0, -6.0, -2.0, -0.3, 1e-7, 0.9, 3.0, 12.0, 35.0, 1e3, 1e60]:
            if abs(t) > 40 and nu > 40:
                continue
            NU, T = mpf(nu), mpf(t)
            with mp.workdps(1000):
                x, y = NU / (NU + T * T), T * T / (NU + T * T)
                both, _ = beta_tails(NU / 2, mpf(1) / 2, x, y)
                density = mp.loggamma((NU + 1) / 2) - mp.loggamma(NU / 2) - mp.log(NU * mp.pi) / 2 - (NU + 1) / 2 * mp.log1p(T * T / NU)
                if both is None:
                    continue
                small = both / 2
                with mp.workdps(1000):
                    pair = (1 - small, small) if t > 0 else (small, 1 - small)
                yield row([nu, t], density, *pair)


def fisher():
    for i, d1 in enumerate([0.01, 1.0, 4.0, 25.0, 1e4, 1e6]):
        for j, d2 in enumerate([0.01, 1.0, 3.0, 60.0, 2e3, 1e6]):
            for k, u in enumerate(logit_places(d1 / 2, d2 / 2)):
                if (k + i + j) % 4:
                    continue
                f = float(mp.exp(u) * d2 / d1)
                if not 1e-300 < f < 1e300:
                    continue
                D1, D2, X = mpf(d1), mpf(d2), mpf(f)
                with mp.workdps(1000):
                    s = D1 * X + D2
                    x, y = D1 * X / s, D2 / s
                    density = D1 / 2 * mp.log(x) + D2 / 2 * mp.log(y) - mp.log(mp.beta(D1 / 2, D2 / 2)) - mp.log(X)
                    yield row([d1, d2, f], density, *beta_tails(D1 / 2, D2 / 2, x, y))


def places(mean, sd, largest=10**15):
    found = sorted({int(min(largest - 1, max(0, round(mean + z * sd)))) for z in [-40, -30, -8, -3, -1, 0, 1.5, 4, 10, 36, 200]})
    return found


def binomial():
    for n in [1, 12, 1000, 1_000_000]:
        for p in [1e-9, 0.003, 0.2, 0.5, 0.97]:
            N, P = mpf(n), mpf(p)
            for k in places(n * p, (n * p * (1 - p)) ** 0.5, n):
                with mp.workdps(1000):
                    Q = 1 - P
                    density = mp.log(mp.binomial(N, k)) + k * mp.log(P) + (N - k) * mp.log(Q)
                    upper, lower = beta_tails(mpf(k + 1), N - k, P, Q)
                    yield row([n, p, k], density, lower, upper)


def poisson():
    for m in [1e-6, 0.3, 4.0, 77.7, 1e4, 1e6]:
        M = mpf(m)
        for k in places(m, m**0.5):
            with mp.workdps(1000):
                upper, lower = gamma_tails(mpf(k + 1), M)
                yield row([m, k], k * mp.log(M) - M - mp.loggamma(k + 1), lower, upper)


def negative_binomial():
    for m in [1e-3, 0.7, 30.0, 1e4, 1e6]:
        for r in [1e-3, 0.4, 5.0, 3e3, 1e6]:
            M, R = mpf(m), mpf(r)
            for k in [k for k in places(m, (m + m * m / r) ** 0.5) if k < 3e8][::2]:
                with mp.workdps(1000):
                    p, q = R / (R + M), M / (R + M)
                    density = mp.loggamma(R + k) - mp.loggamma(R) - mp.loggamma(k + 1) + R * mp.log(p) + k * mp.log(q)
                    yield row([m, r, k], density, *beta_tails(R, mpf(k + 1), p, q))


def functions():
    """x, ln |Gamma|, digamma, trigamma"""
    for x in [1e-300, 1e-8, 1e-3, 0.3, 0.999, 1.0 + 2**-40, 1.4616321449683622, 1.46, 1.7, 1.9999, 2.0000001, 3.7, 12.5, 171.3, 1e4, 1e6, 1e12, 1e300, -0.7, -3.3]:
        X = mpf(x)
        with mp.workdps(1000):
            values = [mp.re(mp.loggamma(X)), mp.digamma(X), mp.psi(1, X)]
            yield " ".join([repr(x)] + [mp.nstr(v, 18, min_fixed=0, max_fixed=0) for v in values])


def wrapped(line):
    """At most 120 characters a line, so that the table can be read."""
    out, current = [], ""
    for word in line.split():
        if len(current) + len(word) > 119:
            out.append(current)
            current = ""
        current += (" " if current else "") + word
    return out + [current]


tables = [normal, gamma, beta, student, fisher, binomial, poisson, negative_binomial, functions]
count = 0
for table in tables:
    lines = [line for line in table() if line]
    count += len(lines)
    words = table.__name__.split("_")
    name = words[0] + "".join(w.title() for w in words[1:])
    title = name[0].upper() + name[1:]
    with open("%s/ReferenceTables+%s.swift" % (sys.argv[1], title), "w") as out:
        out.write("/// Written by Reference/distributions.py with mpmath 1.3.0; the columns are named there.\n")
        out.write('extension ReferenceTables {\n  static let %s = """\n' % name)
        for line in lines:
            for part in wrapped(line):
                out.write("    " + part + "\n")
        out.write('    """\n}\n')
    print(name, len(lines), flush=True)
print(count)
