"""Uncertainty sampling: ask where the model is least sure."""

from __future__ import annotations

import numpy as np

from altutor.strategies.view import Scores, View


def least_confidence(view: View) -> Scores:
    """Score a row by one minus the probability of its likeliest class (Lewis and Gale, 1994)."""
    return 1.0 - view.probabilities.max(axis=-1)


def margin(view: View) -> Scores:
    """Score a row by how close its two likeliest classes are (Scheffer, Decomain and Wrobel, 2001)."""
    second, first = np.moveaxis(np.partition(view.probabilities, -2, axis=-1)[..., -2:], -1, 0)
    return second - first


def entropy(view: View) -> Scores:
    """Score a row by the entropy of its class probabilities in nats (Settles, 2009, section 3.1)."""
    from scipy.special import entr

    return entr(view.probabilities).sum(axis=-1)
