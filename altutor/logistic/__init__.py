"""Logistic regression with an L2 penalty for many runs at once: scikit-learn's model, fitted in one go.

Features are kept with rows last, shape (R, n_features + 1, n), and a last feature of ones for the intercept: one matrix
product then scores all rows of all runs.
"""

from altutor.logistic.binary import Binary
from altutor.logistic.model import Logistic, model, rows_last
from altutor.logistic.prediction import Prediction

__all__ = ["Binary", "Logistic", "Prediction", "model", "rows_last"]
