"""The cells of the ORG experiment, at either scale, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from altutor.ner.loop import Cell, Protocol, Selection

PROTOCOLS = {
    "quick": Protocol(rounds=2, labels=75, candidates=300),
    "full": Protocol(rounds=4, labels=250, candidates=1000),
}
SEEDS = {"quick": 5, "full": 5}
CHIEF: tuple[Selection, ...] = ("random", "beam")
FURTHER: tuple[Selection, ...] = ("greedy", "committee")

# Combinations that make no sense:
# - all spans with another meaning of unlabelled tokens: in a fully marked text none is left unlabelled;
# - unlabelled as the base's prediction without rehearsal: the base's prediction includes its other labels.
# Combinations left out to save time: rehearsal for suggestions of predicted entities only, and for the selections
# `greedy` and `committee`; suggestions of predicted entities only for `committee` (for `greedy` they are the same).


def quick_cells() -> Iterator[Cell]:
    """Yield the six cells of the quick scale and one cure."""
    for selection in CHIEF:
        yield Cell(selection, "spans")
        yield Cell(selection, "binary", "proposals", "unknown")
        yield Cell(selection, "binary", "proposals", "outside")
    yield Cell("beam", "binary", "proposals", "base", rehearsal=True)


def full_cells() -> Iterator[Cell]:
    """Yield the cells of the full scale."""
    for selection in CHIEF:
        for rehearsal in (False, True):
            yield Cell(selection, "spans", rehearsal=rehearsal)
            yield Cell(selection, "binary", "proposals", "unknown", rehearsal)
            yield Cell(selection, "binary", "proposals", "outside", rehearsal)
        yield Cell(selection, "binary", "proposals", "base", rehearsal=True)
        yield Cell(selection, "binary", "entities", "unknown")
        yield Cell(selection, "binary", "entities", "outside")
        yield Cell(selection, "binary", "entities", "base", rehearsal=True)
    for selection in FURTHER:
        yield Cell(selection, "spans")
        yield Cell(selection, "binary", "proposals", "unknown")
        yield Cell(selection, "binary", "proposals", "outside")
        yield Cell(selection, "binary", "proposals", "base", rehearsal=True)
    for selection in CHIEF:
        yield Cell(selection, "spans", base="strong")


CELLS = {"quick": tuple(quick_cells()), "full": tuple(full_cells())}
