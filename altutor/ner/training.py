"""Fine-tuning: a fixed number of epochs from the untouched base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

EPOCHS = 5
BATCH_SIZE = 16
DROPOUT = 0.2


def fine_tune(
    nlp: Language,
    examples: Sequence[Example],
    *,
    seed: int,
    epochs: int = EPOCHS,
    batch_size: int = BATCH_SIZE,
    dropout: float = DROPOUT,
) -> None:
    """Train a pipeline on examples, in place.

    The number of epochs is fixed in advance, so no score on any split decides when to stop.

    Parameters
    ----------
    nlp
        The pipeline; its weights are changed.
    examples
        What it learns from; shuffled anew each epoch.
    seed
        Fixes order and dropout. Python's and NumPy's global generators are set, since spaCy draws from them.
    epochs, batch_size, dropout
        The usual meanings; a batch counts texts.
    """
    from spacy.util import fix_random_seed

    fix_random_seed(seed)
    rng = np.random.default_rng(seed)
    optimizer = nlp.create_optimizer()
    for _ in range(epochs):
        order = rng.permutation(len(examples))
        for start in range(0, len(order), batch_size):
            nlp.update([examples[i] for i in order[start : start + batch_size]], sgd=optimizer, drop=dropout)
