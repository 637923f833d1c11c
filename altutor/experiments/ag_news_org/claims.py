"""The claims of the ORG experiment: predictions worded before the full study ran, and what would refute them.

Most come from what the practitioner reported or from a first trial of one to three seeds; some say what a textbook
would expect. They stay as they were worded, whatever was found. How some are measured was mended while the first seed
was in: dev rises *and* held-out falls are two intervals, no longer one of each seed's smaller change, and scores of
exactly 0.4 and 0.6 count as near one half.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from altutor.claims import Claim
from altutor.experiments.ag_news_org.measures import (
    Array,
    Values,
    dev_rise,
    f_of,
    gain,
    gain_of,
    heldout_f,
    minutes,
    over_heldout,
    reliability,
    right_near_half,
    rounds,
)
from altutor.ner.loop import Cell
from altutor.ner.reliability import expected_calibration_error

RANDOM = Cell("random", "spans")
BEAM = Cell("beam", "spans")
CURE = Cell("beam", "binary", "proposals", "base", rehearsal=True)
NAMES = {"random": "random texts", "beam": "texts that the beam is unsure of"}
MEANINGS = {"unknown": "unknown", "outside": '"not an entity"'}
SCORES = {"beam": "beam shares", "greedy": "greedy transition probabilities", "committee": "committee shares"}
FULL = ("full",)


def _claims() -> Iterator[Claim]:
    yield _claim("spans-random-gains", "Marking all spans of random texts raises held-out F.", gain_of(RANDOM), low=0)
    yield _claim(
        "spans-beam-below-random",
        "Marking all spans of texts that the beam is unsure of ends at a lower held-out F than random texts.",
        _less(f_of(BEAM), f_of(RANDOM)),
        high=0,
    )
    for name in ("greedy", "committee"):
        yield _claim(
            f"spans-{name}-below-random",
            f"Marking all spans of texts chosen by {SCORES[name]} ends at a lower held-out F than random texts.",
            _less(f_of(Cell(name, "spans")), f_of(RANDOM)),
            high=0,
            scales=FULL,
        )
    yield _claim(
        "spans-beam-below-random-per-minute",
        "Per annotator minute, texts that the beam is unsure of gain less held-out F than random texts.",
        _less(_per_minute(BEAM), _per_minute(RANDOM)),
        high=0,
        unit="F per minute",
    )
    yield from _binary()
    yield from _reversal()
    yield _claim(
        "dev-gap-wider",
        "With all spans marked, dev F exceeds held-out F by more when the beam chose the texts than when chance did.",
        _less(_dev_gap(BEAM), _dev_gap(RANDOM)),
        low=0,
    )
    yield from _kept()
    yield from _reliability()
    yield from _strong()


def _binary() -> Iterator[Claim]:
    for selection, which in NAMES.items():
        for unlabelled, meaning in MEANINGS.items():
            yield _claim(
                f"binary-{selection}-{unlabelled}-loses",
                f"Yes/no answers on {which}, unlabelled tokens {meaning}, push held-out F below the base's.",
                gain_of(Cell(selection, "binary", "proposals", unlabelled)),  # type: ignore[arg-type]
                high=0,
            )
    yield _claim(
        "binary-beam-base-gains",
        "Yes/no answers on texts that the beam is unsure of, laid over the base's own predictions, raise held-out F.",
        gain_of(CURE),
        low=0,
    )
    yield _claim(
        "binary-random-base-gains",
        "Yes/no answers on random texts, laid over the base's own predictions, raise held-out F.",
        gain_of(Cell("random", "binary", "proposals", "base", rehearsal=True)),
        low=0,
        scales=FULL,
    )
    yield _claim(
        "binary-base-per-minute",
        "Per annotator minute, yes/no answers laid over the base's predictions gain more than marking random texts.",
        _less(_per_minute(CURE), _per_minute(RANDOM)),
        low=0,
        unit="F per minute",
    )
    yield _claim(
        "binary-entities-saved",
        "Suggesting only what the pipeline itself predicts keeps the binary loop (beam, unlabelled unknown) above the "
        "base.",
        gain_of(Cell("beam", "binary", "entities", "unknown")),
        low=0,
        scales=FULL,
    )
    for name in ("greedy", "committee"):
        yield _claim(
            f"binary-{name}-saved",
            f"Asking by {SCORES[name]} keeps the binary loop (unlabelled unknown) above the base.",
            gain_of(Cell(name, "binary", "proposals", "unknown")),
            low=0,
            scales=FULL,
        )


def _reversal() -> Iterator[Claim]:
    cells = {"spans-beam": (BEAM, "all spans of texts that the beam is unsure of")}
    for selection, which in NAMES.items():
        for unlabelled, meaning in MEANINGS.items():
            cell = Cell(selection, "binary", "proposals", unlabelled)  # type: ignore[arg-type]
            cells[f"binary-{selection}-{unlabelled}"] = (cell, f"yes/no answers on {which}, unlabelled {meaning}")
    for id_, (cell, words) in cells.items():
        yield _claim(
            f"reversal-{id_}",
            f"Dev rises while held-out falls: {words}.",
            _rise(cell),
            _fall(cell),
            low=0,
            unit="(smaller change)",
        )


def _kept() -> Iterator[Claim]:
    rehearsed = Cell("random", "spans", rehearsal=True)
    yield _claim(
        "others-lost",
        "Without rehearsal, training on ORG alone leaves less than 0.1 of the base's other labels (F against its own).",
        f_of(RANDOM, prefix="kept_"),
        high=0.1,
    )
    yield _claim(
        "others-kept",
        "With its own predictions merged in, the pipeline keeps more than 0.6 of the base's other labels (same F).",
        f_of(rehearsed, prefix="kept_"),
        low=0.6,
        scales=FULL,
    )
    yield _claim(
        "rehearsal-costs-little",
        "Rehearsal costs less than 0.02 of held-out ORG F (random texts, all spans).",
        _less(f_of(rehearsed), f_of(RANDOM)),
        low=-0.02,
        scales=FULL,
    )


def _reliability() -> Iterator[Claim]:
    for after in (False, True):
        when, suffix = ("trained", "tuned") if after else ("untouched", "base")
        yield _claim(
            f"beam-half-is-not-half-{suffix}",
            f"Of the spans that the {when} pipeline's beam scores 0.4 to 0.6, fewer than 0.4 are right.",
            _near_half("beam", after),
            high=0.4,
            unit="share right",
        )
        for name in ("greedy", "committee"):
            yield _claim(
                f"{name}-calibrated-better-{suffix}",
                f"{SCORES[name].capitalize()} of the {when} pipeline have a lower calibration error than beam shares.",
                _less(_ece(name, after), _ece("beam", after)),
                high=0,
                unit="calibration error",
            )


def _strong() -> Iterator[Claim]:
    random, beam = Cell("random", "spans", base="strong"), Cell("beam", "spans", base="strong")
    yield _claim(
        "strong-random-gains", "A strong base gains from more random texts.", gain_of(random), low=0, scales=FULL
    )
    yield _claim(
        "strong-beam-loses",
        "A strong base loses from as many texts that the beam is unsure of.",
        gain_of(beam),
        high=0,
        scales=FULL,
    )
    yield _claim(
        "strong-gain-to-loss",
        "On a strong base, choosing by uncertainty turns a gain into a loss.",
        gain_of(random),
        _fall(beam),
        low=0,
        scales=FULL,
    )


def _claim(
    id_: str,
    statement: str,
    *values: Values,
    low: float = -np.inf,
    high: float = np.inf,
    unit: str = "F",
    scales: tuple[str, ...] = ("quick", "full"),
) -> Claim:
    measures = [over_heldout(each) for each in values]
    return Claim(f"org-{id_}", statement, lambda table: tuple(m(table) for m in measures), low, high, unit, scales, 3)


def _fall(cell: Cell) -> Values:
    return lambda table, blocks: -gain(table, cell, blocks)


def _rise(cell: Cell) -> Values:
    return lambda table, blocks: dev_rise(table, cell)


def _per_minute(cell: Cell) -> Values:
    return lambda table, blocks: gain(table, cell, blocks) / minutes(table, cell)


def _dev_gap(cell: Cell) -> Values:
    def values(table: pd.DataFrame, blocks: Array) -> Array:
        dev: Array = rounds(table, cell)["dev_after"].to_numpy(dtype=float)
        return dev - heldout_f(table, cell, blocks)

    return values


def _near_half(score: str, after: bool) -> Values:
    return lambda table, blocks: right_near_half(table, score, blocks, after)


def _ece(score: str, after: bool) -> Values:
    return lambda table, blocks: np.array(
        [expected_calibration_error(counts) for counts in reliability(table, score, blocks, after)]
    )


def _less(a: Values, b: Values) -> Values:
    return lambda table, blocks: a(table, blocks) - b(table, blocks)


CLAIMS = tuple(_claims())


def claims() -> list[Claim]:
    """Return the claims."""
    return list(CLAIMS)
