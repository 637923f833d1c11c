"""Rehearse what the base knows besides ORG, so that fine-tuning does not wipe it out.

Texts have numbers: their positions in the pool. A span is (first token, token after the last), an entity the
same with a label. What the untouched base finds in text `i` is `base[i]`; its entities never overlap each
other.

1. `merge` joins the ORG spans that an annotator marked in a text with the base's entities of its other labels.
   Where the two share a token, the annotator's span stays and the base's entity goes. The base's own ORG
   entities are left out: about ORG the annotator has said all there is.
2. `further_texts` picks texts for a mix of 1:1, one further text for each text that is trained on. They are
   taken in the given order. A text that is trained on, or lies in the dev split, is no further text. Where
   there are too few, all that there are.
3. `mix` makes the training set: a list of (number of the text, entities, what all other tokens mean). First
   come the texts that are trained on, as `merge` makes them: their other tokens are "outside". Then come the
   further texts with the base's entities of other labels. Nobody marked ORG there, so their other tokens are
   "unknown".
4. `kept` says what is left of each other label after training.
"""

Span = tuple[int, int]
Entity = tuple[int, int, str]


def merge(gold: list[Span], base: list[Entity]) -> list[Entity]:
    """Return the entities of one annotated text, in the order of the text."""
    raise NotImplementedError


def further_texts(train: list[int], dev: list[int], order: list[int]) -> list[int]:
    """Return the numbers of the further texts, as many as in `train` where there are enough.

    `order` holds every number of the pool once.
    """
    raise NotImplementedError


def mix(
    train: list[int], dev: list[int], order: list[int], gold: list[list[Span]], base: list[list[Entity]]
) -> list[tuple[int, list[Entity], str]]:
    """Return the training set.

    `gold[k]` holds the marked spans of the text `train[k]`, and `base[i]` what the base finds in the text `i`.
    """
    raise NotImplementedError


def kept(base: list[list[Entity]], tuned: list[list[Entity]]) -> dict[str, float]:
    """Return, for each label but ORG that the base finds, the share of its entities that the tuned pipeline finds too.

    Both lists have one entry for each text. An entity is found where borders and label are the same in the same text.
    """
    raise NotImplementedError
