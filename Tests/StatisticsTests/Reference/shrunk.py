# Ledoit-Wolf and oracle approximating shrinkage of the stack loss data. Python 3.11, scikit-learn 1.9.1, NumPy 2.4.6.
import re
from pathlib import Path
import numpy as np
from sklearn.covariance import OAS, LedoitWolf

swift = (Path(__file__).parent.parent / "TextbookData.swift").read_text()


def columns(name):
    body = re.search(r"static let %s: \[\[Double\]\] = \[(.*?)\n  \]" % name, swift, re.S).group(1)
    return np.array([[float(v) for v in c.split(",") if v.strip()] for c in re.findall(r"\[([^\[\]]*)\]", body)])


for name in ("stackloss", "toxicity"):
    x = columns(name).T
    for rows in (len(x), 6):
        for model in (LedoitWolf(), OAS()):
            fit = model.fit(x[:rows])
            print(name, rows, type(model).__name__, repr(fit.shrinkage_), repr(fit.covariance_[0, 0]), repr(fit.covariance_[1, 0]))
