"""Runs one timed repetition of a task whenever its name arrives on standard input.

Answers "<seconds> <a number of the result>", on one thread, on the binary files that the benchmark wrote into the folder
of the first argument (doubles, column by column). "versions" answers what runs here; any other line ends the process.
"""

import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402  after the numbers of threads
import scipy  # noqa: E402
import sklearn  # noqa: E402
import statsmodels  # noqa: E402
from sklearn.covariance import MinCovDet  # noqa: E402
from sklearn.isotonic import IsotonicRegression, isotonic_regression  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.neighbors import NearestNeighbors  # noqa: E402
from statsmodels.stats.multitest import multipletests  # noqa: E402
from threadpoolctl import threadpool_info  # noqa: E402

warnings.filterwarnings("ignore")
folder = sys.argv[1]


def columns(name, count):
    """A matrix in Fortran order."""
    return np.fromfile(os.path.join(folder, name)).reshape(count, -1).T


def vector(name):
    return np.fromfile(os.path.join(folder, name))


def log_determinant(points, support):
    return np.linalg.slogdet(np.cov(points[support].T))[1]


def mcd():
    points = np.ascontiguousarray(columns("points", 24))
    # a subset of just as many rows; half a row against rounding down
    share = (vector("subset")[0] + 0.5) / len(points)

    def run():
        return MinCovDet(support_fraction=share, random_state=0).fit(points)

    return run, lambda fit: log_determinant(points, fit.raw_support_)


def neighbours(count):
    points = np.ascontiguousarray(columns("points", 24))

    def run():
        return NearestNeighbors(n_neighbors=count, algorithm="brute").fit(points).kneighbors()[0]

    return run, lambda distances: distances[:, -1].sum()


def logistic():
    design = np.ascontiguousarray(columns("design", 12))
    outcomes = vector("outcomes")

    def run():
        return LogisticRegression(solver="newton-cholesky", C=np.inf).fit(design, outcomes)

    return run, lambda fit: fit.coef_[0][0]


def scoring(order, dtype, in_place):
    part = columns("design", 12)
    design = np.empty((10 * len(part), 12), dtype=dtype, order=order)
    for k in range(10):
        design[k * len(part) : (k + 1) * len(part)] = part
    coefficients = vector("coefficients").astype(dtype)

    def plain():
        return 1 / (1 + np.exp(-(design @ coefficients)))

    def sparing():
        p = design @ coefficients
        np.negative(p, p)
        np.exp(p, p)
        p += 1
        return np.reciprocal(p, p)

    return sparing if in_place else plain, lambda p: p.sum(dtype=np.float64)


def discovery():
    p = vector("p")
    return lambda: multipletests(p, method="fdr_bh")[1], np.sum


def isotonic_fit():
    p, outcomes = vector("p"), vector("labels")
    return lambda: IsotonicRegression(out_of_bounds="clip").fit(p, outcomes), lambda fit: fit.f_(0.5)


def isotonic_pass():
    ordered = vector("labels")[np.argsort(vector("p"), kind="stable")]
    return lambda: isotonic_regression(ordered), lambda fitted: np.dot(fitted, fitted)


tasks = {
    "mcd": mcd,
    "neighbours 10": lambda: neighbours(10),
    "neighbours 100": lambda: neighbours(100),
    "logistic": logistic,
    "scoring rows": lambda: scoring("C", np.float64, False),
    "scoring columns": lambda: scoring("F", np.float64, False),
    "scoring in place": lambda: scoring("F", np.float64, True),
    "scoring single": lambda: scoring("C", np.float32, False),
    "scoring single in place": lambda: scoring("F", np.float32, True),
    "discovery": discovery,
    "isotonic fit": isotonic_fit,
    "isotonic pass": isotonic_pass,
}


def versions():
    modules = [np, scipy, sklearn, statsmodels]
    blas = [f"{info['internal_api']} {info['version']} {info.get('architecture')}"
            for info in threadpool_info() if info["user_api"] == "blas"]
    return ", ".join([f"{module.__name__} {module.__version__}" for module in modules] + blas[:1])


def main():
    ready = {}
    for line in sys.stdin:
        name = line.strip()
        if name == "versions":
            print(versions(), flush=True)
            continue
        if name not in tasks:
            return
        group = name.split()[0]
        if name not in ready:
            ready = {other: task for other, task in ready.items() if other.split()[0] == group}
            ready[name] = tasks[name]()
        run, answer = ready[name]
        start = time.perf_counter()
        result = run()
        seconds = time.perf_counter() - start
        print(seconds, float(answer(result)), flush=True)


main()
