"""Query by committee (Seung, Opper and Sompolinsky, 1992): ask where bootstrapped models disagree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError
from altutor.strategies.view import Scores, Strategy, View


def vote_entropy(size: int = 5) -> Strategy:
    """Return a strategy that scores a row by the entropy in nats of a committee's votes (Dagan and Engelson, 1995).

    Parameters
    ----------
    size
        Number of members, each trained on a bootstrap replicate of the labelled rows (Abe and Mamitsuka, 1998).

    Raises
    ------
    AltutorError
        When there are fewer than two members.
    """
    _require_company(size)

    def score(view: View) -> Scores:
        from scipy.special import entr

        opinions = _opinions(view, size)
        votes = opinions.argmax(axis=-1)
        shares = (votes[..., None] == np.arange(opinions.shape[-1])).mean(axis=-3)
        return entr(shares).sum(axis=-1)

    return score


def mean_kl(size: int = 5) -> Strategy:
    """Return a strategy that scores a row by its members' mean divergence in nats from their average opinion.

    The divergence is Kullback and Leibler's; as a measure of disagreement it is McCallum and Nigam's (1998).

    Parameters
    ----------
    size
        Number of members, each trained on a bootstrap replicate of the labelled rows.

    Raises
    ------
    AltutorError
        When there are fewer than two members.
    """
    _require_company(size)

    def score(view: View) -> Scores:
        from scipy.special import rel_entr

        opinions = _opinions(view, size)
        consensus = opinions.mean(axis=-3, keepdims=True)
        return rel_entr(opinions, consensus).sum(axis=-1).mean(axis=-2)

    return score


def _require_company(size: int) -> None:
    if size < 2:
        raise AltutorError(f"A committee of {size} cannot disagree: choose 2 or more members.")


def _opinions(view: View, size: int) -> NDArray[np.float64]:
    """Class probabilities of each member, shape (..., size, n, n_classes); convened anew when answers have come in."""
    known, name = view.answers.shape[-1], ("committee", size)
    if view.memory.get(name, (None,))[0] != known:
        view.memory[name] = known, view.convene(view.replicates(size))
    opinions: NDArray[np.float64] = view.memory[name][1]
    return opinions
