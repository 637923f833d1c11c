"""Every question of the report in its order, and what to say where it cannot be asked."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose import tests
from altutor.diagnose.finding import Finding, Unknown
from altutor.diagnose.material import Material, Progress, Reading, are_texts
from altutor.diagnose.words import sides
from altutor.errors import AltutorError

if TYPE_CHECKING:
    from altutor.diagnose.pipeline.base_view import BaseView
    from altutor.diagnose.texts.clusters import Regions
    from altutor.diagnose.words import Sides

Answer = Finding | Unknown | None
T = TypeVar("T")
FEWEST = 5  # texts a side; tests on fewer could hardly find anything

POOL = "--pool FILE with the texts that the chosen ones were chosen from"
OTHER_POOL = "the pool that the chosen texts are in, with --pool FILE"
NO_OTHERS = "a pool that holds more than the chosen texts, with --pool FILE"
LABELLED = "--heldout FILE or --random FILE with labelled texts that nobody chose"
BASE = "--base PIPELINE, the pipeline before it was trained on these annotations"
MARKED = "more texts in which everything is labelled, among the chosen ones and among the others"
TOO_FEW = f"at least {FEWEST} chosen texts and as many others"
TERMS = "more texts: no word is in enough of them"

DIFFER = "Whether the chosen texts differ from the others in their words, their subjects and their length."
HOW = "Which terms and regions the choice preferred, and whether it took near-duplicates."
ORDER = "Whether the choice drifted in the course of time."
DENSITY = "Whether the chosen texts hold more spans of the label than others."
MARGINALS = "Whether the chosen texts have other labels than others."
CONFIDENCE = "How sure the base is of the chosen texts, and how much it finds in them."
MISSED = "Which kinds of texts of the pool were never looked at."
GAP = "Whether the dev score holds on texts that nobody chose."
TUNED = "Whether training on these annotations makes the base better on texts that nobody chose."
WEIGHTED = "What the dev score would be on the pool."
SETTLE = "How many random labels would settle whether the dev score holds."
LEAK = "Whether texts that the model is judged on were chosen, too."
KIND = "What unlabelled tokens will mean to the trainer."
ACCEPTED = "Whether the share of accepted suggestions fell in the course of time."
FORGETTING = "Which labels of the base training may make it forget."


class Asker:
    """Asks questions one by one, and keeps what is said.

    Attributes
    ----------
    findings, unknowns
        In the order of the questions.
    """

    def __init__(self, seed: int, progress: Reading | None = None) -> None:
        self.seed = seed
        self.findings: list[Finding] = []
        self.unknowns: list[Unknown] = []
        self._progress = progress or (lambda name: lambda share: None)

    def rng(self, name: str) -> np.random.Generator:
        """Return a generator for a question: which others are asked does not change what it draws."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def ask(self, name: str, call: Callable[[Progress], Answer], what: str, needs: str) -> Finding | Unknown:
        """Ask one question; without an answer, or where data are lacking, keep an unknown.

        Parameters
        ----------
        name
            Of the question, for the progress bar.
        call
            Asks; it is given what to tell the share that is done.
        what, needs
            What stays unknown without an answer, and what would tell.
        """
        tell = self._progress(name)
        try:
            answer = call(tell)
        except AltutorError as error:
            answer = Unknown(what, str(error))
        tell(1.0)
        answer = answer or Unknown(what, needs)
        if isinstance(answer, Finding):
            self.findings.append(answer)
        else:
            self.unknowns.append(answer)
        return answer

    def unknown(self, *unknowns: Unknown) -> None:
        """Keep what cannot be asked."""
        self.unknowns.extend(unknowns)

    def work(self, name: str, call: Callable[[Progress], T]) -> T:
        """Do what several questions need, under a progress bar."""
        tell = self._progress(name)
        made = call(tell)
        tell(1.0)
        return made


def comparable(material: Material) -> bool:
    """Return whether there are enough texts on both sides to compare them, and the pool is that of the chosen ones."""
    return min(len(material.chosen), len(material.reference[1])) >= FEWEST and not another_pool(material)


def another_pool(material: Material) -> bool:
    """Return whether most chosen texts are not in the pool: what differs then is the file, and not the choice."""
    return material.outside > len(material.chosen) / 2


def ask_all(asker: Asker, material: Material, base: str | Path | None, text: bool) -> None:
    """Ask everything that the files allow.

    Parameters
    ----------
    asker
        Keeps the answers.
    material
        The files.
    base
        The untouched pipeline, where there is one.
    text
        Whether answers may name words of the texts.
    """
    name, others = material.reference
    chosen = [item.text for item in material.chosen]
    table = asker.work("words of all texts", lambda tell: sides(chosen, others, name, asker.seed))
    if not text:
        table = replace(table, words=replace(table.words, terms=_numbered("term", len(table.words.terms))))
    view = _look(asker, base, material, table) if base is not None else None
    found = tests.outside(material)
    if found is not None:
        asker.findings.append(found)
    if comparable(material):
        _ask_choice(asker, material, table, view, text)
    else:
        needs = OTHER_POOL if another_pool(material) else TOO_FEW
        if not others:
            needs = POOL if material.pool is None else NO_OTHERS
        asker.unknown(*(Unknown(what, needs) for what in (DIFFER, HOW, MISSED)))
        if base is not None:
            asker.unknown(Unknown(CONFIDENCE, needs))
    if base is None:
        asker.unknown(Unknown(CONFIDENCE, BASE))
    _ask_labels(asker, material, table)
    _ask_scores(asker, material, table, base)
    _ask_feedback(asker, material, view)


def _look(asker: Asker, base: str | Path, material: Material, table: Sides) -> BaseView:
    return asker.work("the base reads", lambda tell: tests.look(base, material, table, asker.rng("look"), tell))


def _ask_choice(asker: Asker, material: Material, table: Sides, view: BaseView | None, text: bool) -> None:
    """Ask sections 1 to 3: the chosen texts beside those that they are compared with."""
    ask, rng = asker.ask, asker.rng
    ask("classifier", lambda tell: tests.classifier(table, rng("classifier")), DIFFER, TOO_FEW)
    ask("mmd", lambda tell: tests.kernel(table, rng("mmd")), DIFFER, TOO_FEW)
    ask("length", lambda tell: tests.length(table, rng("length")), DIFFER, TOO_FEW)
    ask("picture", lambda tell: tests.picture(table, rng("picture")), DIFFER, TOO_FEW)
    ask("terms", lambda tell: tests.terms(table), HOW, TERMS)
    divided = _regions(asker, table, text)
    if divided is not None:
        ask("clusters", lambda tell: tests.clusters(table, divided, rng("clusters")), HOW, TOO_FEW)
    if view is not None:
        ask("confidence", lambda tell: tests.confidence(view, rng("confidence")), CONFIDENCE, TOO_FEW)
        ask("mentions", lambda tell: tests.mentions(view, rng("mentions")), CONFIDENCE, TOO_FEW)
    ask("duplicates", lambda tell: tests.duplicates(table, rng("duplicates")), HOW, TOO_FEW)
    if divided is not None:
        ask("missed", lambda tell: tests.missed(table, divided, view), MISSED, TOO_FEW)


def _regions(asker: Asker, table: Sides, text: bool) -> Regions | None:
    """Divide the texts into regions; where they cannot be told apart, keep what stays unknown."""
    k = tests.n_regions(len(table.chosen), len(table.texts))
    try:
        divided = asker.work("regions", lambda tell: tests.regions(table.words, k, asker.seed))
    except AltutorError as error:
        asker.unknown(*(Unknown(what, str(error)) for what in (HOW, MISSED)))
        return None
    if text:
        return divided
    return replace(divided, terms=[(f"no. {number}",) for number in range(1, divided.k + 1)])


def _ask_labels(asker: Asker, material: Material, table: Sides) -> None:
    """Ask what of section 2 needs labels or an order."""
    rng = asker.rng
    needs = MARKED if material.labelled[1] else LABELLED
    if material.label is not None:
        asker.ask("density", lambda tell: tests.density(material, rng("density")), DENSITY, needs)
    whole = [label for item in material.chosen for example in item.examples for label in example.labels]
    if not are_texts(whole) and (whole or len(material.selected.labels) > 1):
        asker.ask("marginals", lambda tell: tests.marginals(material, rng("marginals")), MARGINALS, needs)
    asker.ask("order", lambda tell: tests.order(material, table, rng("order")), ORDER, "more chosen texts, with times")


def _ask_scores(asker: Asker, material: Material, table: Sides, base: str | Path | None) -> None:
    """Ask section 4."""
    rng = asker.rng
    if material.heldout is None and material.random is None:
        asker.unknown(Unknown(LEAK, LABELLED))
    elif (found := tests.leak(material)) is not None:
        asker.findings.append(found)
    difference = asker.ask("gap", lambda tell: tests.gap(material, rng("gap")), GAP, LABELLED)
    if base is None:
        asker.unknown(Unknown(TUNED, BASE))
    else:
        asker.ask("tuned", lambda tell: tests.tuned(material, base, rng("tuned"), tell), TUNED, LABELLED)
    if another_pool(material):
        asker.unknown(Unknown(WEIGHTED, OTHER_POOL))
    else:
        asker.ask("weighted", lambda tell: tests.weighted(material, table, rng("weighted")), WEIGHTED, LABELLED)
    asker.ask("settle", lambda tell: tests.settle(difference, material, rng("settle")), SETTLE, LABELLED)


def _ask_feedback(asker: Asker, material: Material, view: BaseView | None) -> None:
    """Ask section 5."""
    if (spoilt := tests.unusable(material)) is not None:
        asker.findings.append(spoilt)
    asker.ask("kind", lambda tell: tests.kind(material, view), KIND, "answers about the chosen texts")
    if (contradicted := tests.disagreement(material)) is not None:
        asker.findings.append(contradicted)
    if any(example.binary for item in material.chosen for example in item.examples):
        needs = "more yes/no answers"
        asker.ask("accepted", lambda tell: tests.accepted(material, asker.rng("accepted")), ACCEPTED, needs)
    if view is None:
        asker.unknown(Unknown(FORGETTING, BASE))
    elif (found := tests.forgetting(material, view)) is not None:
        asker.findings.append(found)


def _numbered(name: str, n: int) -> NDArray[np.str_]:
    return np.array([f"{name} {number}" for number in range(1, n + 1)], dtype=str)
