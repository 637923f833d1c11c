"""Query strategies: what to ask next.

A strategy is a function from a :class:`View` to scores of shape (..., n). The row with the highest score is asked
about. Leading axes are runs, so that the same function serves one run or a thousand at once.
"""

from altutor.strategies.committee import mean_kl, vote_entropy
from altutor.strategies.coverage import cluster_first, core_set, density_weighted
from altutor.strategies.exploration import defensive, mixed, random, random_first
from altutor.strategies.picks import Pick, ask, best, proportional
from altutor.strategies.uncertainty import entropy, least_confidence, margin
from altutor.strategies.view import Scores, Strategy, View

__all__ = [
    "Pick",
    "Scores",
    "Strategy",
    "View",
    "ask",
    "best",
    "cluster_first",
    "core_set",
    "defensive",
    "density_weighted",
    "entropy",
    "least_confidence",
    "margin",
    "mean_kl",
    "mixed",
    "proportional",
    "random",
    "random_first",
    "vote_entropy",
]
