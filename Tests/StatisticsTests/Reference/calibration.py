"""Expected values of CalibrationTests: scikit-learn 1.9.1, betacal 1.1.0, statsmodels 0.15.0, NumPy 2.4.6."""
import numpy as np

np.set_printoptions(precision=15)
import statsmodels.api as sm
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss, average_precision_score, roc_auc_score, brier_score_loss
from scipy.optimize import minimize
from scipy.special import logit

s = np.array([0.05, 0.11, 0.11, 0.2, 0.27, 0.3, 0.34, 0.41, 0.41, 0.5, 0.52, 0.58, 0.66, 0.7, 0.7, 0.77, 0.83, 0.9, 0.93, 0.97])
y = np.array([0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1])
w = np.array([1, 2, 1, 4, 1, 1, 3, 1, 2, 1, 1, 5, 1, 1, 2, 1, 1, 1, 2, 1.0])

# Platt: sklearn stops at its own tolerance; polish its objective with Newton's method in high precision
from mpmath import mp, mpf, findroot, exp
mp.dps = 40
def platt(w):
    n1, n0 = (w[y == 1].sum() ** 2 / (w[y == 1] ** 2).sum(), w[y == 0].sum() ** 2 / (w[y == 0] ** 2).sum())
    t = [mpf((n1 + 1) / (n1 + 2)) if v else mpf(1 / (n0 + 2)) for v in y]
    def g(a, b):
        r = [mpf(wi) * (ti - 1 / (1 + exp(-(a * mpf(si) + b)))) for wi, ti, si in zip(w, t, s)]
        return [sum(ri * mpf(si) for ri, si in zip(r, s)), sum(r)]
    return findroot(g, (2, -1))
print("platt", platt(np.ones(20)).T, platt(w).T)
c = _SigmoidCalibration().fit(s, y)
print("sklearn sigmoid", -c.a_, -c.b_)

def betacal_newton(weights):
    X = sm.add_constant(np.column_stack([np.log(s), -np.log1p(-s)]))
    return sm.GLM(y, X, family=sm.families.Binomial(), freq_weights=weights).fit(tol=1e-14, maxiter=200).params
print("beta c, a, b", betacal_newton(np.ones(20)), betacal_newton(w))
# a negative b is set to 0 and the rest fitted again (Kull et al. 2017)
print("beta with b = 0, weighted", sm.GLM(y, sm.add_constant(np.log(s)), family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14).params)
from betacal import BetaCalibration
print("betacal package", BetaCalibration("abm").fit(s.reshape(-1, 1), y).calibrator_.map_)

X = sm.add_constant(logit(s))
fit = sm.GLM(y, X, family=sm.families.Binomial()).fit(tol=1e-14)
print("line", fit.params, fit.bse)
large = sm.GLM(y, np.ones((20, 1)), family=sm.families.Binomial(), offset=logit(s)).fit(tol=1e-14)
print("in the large", large.params, large.bse)

iso = IsotonicRegression(out_of_bounds="clip").fit(s, y, sample_weight=w)
print("isotonic", iso.X_thresholds_, iso.y_thresholds_, iso.predict([0.0, 0.15, 0.45, 0.68, 0.95, 1.0]))
print("weighted scores", roc_auc_score(y, s, sample_weight=w), average_precision_score(y, s, sample_weight=w),
      log_loss(y, s, sample_weight=w), brier_score_loss(y, s, sample_weight=w))
print("scores", roc_auc_score(y, s), average_precision_score(y, s), log_loss(y, s), brier_score_loss(y, s))
