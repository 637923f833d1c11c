"""One run of the ORG experiment: ask, answer, train afresh from the base, score; round by round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from altutor.data.corpus import Text
from altutor.ner.annotator import Answer, Feedback, judge, mark_all
from altutor.ner.bench import Bench
from altutor.ner.entities import predict
from altutor.ner.examples import Unlabelled, make_example
from altutor.ner.reliability import near_half_counts, reliability_counts
from altutor.ner.scores import dev_score
from altutor.ner.selection import Question, ask_for_decisions, ask_for_texts
from altutor.ner.training import BATCH_SIZE, DROPOUT, EPOCHS, fine_tune
from altutor.ner.uncertainty import SCORERS, Aggregate

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.training import Example

Row = dict[str, Any]
Selection = Literal["random", "beam", "greedy", "committee"]


@dataclass(frozen=True)
class Cell:
    """One combination of the experiment's factors.

    Attributes
    ----------
    selection
        ``random``, or the score whose uncertainty picks the texts: ``beam``, ``greedy``, ``committee``.
    feedback
        ``spans``: all ORG spans of a text are marked. ``binary``: one suggested span is accepted or rejected.
    suggestion
        Binary only. ``proposals``: any span that the selection's score proposes (random asks the beam); ``entities``:
        only spans that the pipeline predicts.
    unlabelled
        Binary only: what the other tokens mean.
    rehearsal
        Whether the base's own predictions of its other labels are merged into the annotated texts; always so where
        unlabelled tokens mean what the base says.
    base
        ``weak``: the pretrained pipeline. ``strong``: the same after training on many random, fully marked texts.
    """

    selection: Selection
    feedback: Feedback
    suggestion: Literal["none", "proposals", "entities"] = "none"
    unlabelled: Unlabelled = "outside"
    rehearsal: bool = False
    base: Literal["weak", "strong"] = "weak"


@dataclass(frozen=True)
class Protocol:
    """The settings that all cells share.

    Attributes
    ----------
    rounds, labels
        Rounds, and labels a round; a label is a text (spans) or a decision (binary).
    candidates
        Unlabelled texts drawn at random in each round, to be chosen from.
    dev_share
        Share of the annotations set aside for dev, never trained on.
    strong_texts
        Texts that make the strong base; they belong to nothing else.
    """

    rounds: int
    labels: int
    candidates: int
    epochs: int = EPOCHS
    batch_size: int = BATCH_SIZE
    dropout: float = DROPOUT
    dev_share: float = 0.2
    aggregate: Aggregate = "max"
    strong_texts: int = 2500


def run_cell(bench: Bench, cell: Cell, protocol: Protocol, seed: int) -> list[Row]:
    """Run one cell with one seed.

    Parameters
    ----------
    bench
        Corpus and base; the base's weights are restored first.
    cell, protocol
        What is varied, and what all cells share.
    seed
        Fixes pool order, dev split, suggestions and training; cells with the same seed are paired.

    Returns
    -------
    list of dict
        One row for the untouched base (round 0) and one a round; for the cell that shows the base as it is trained in
        the plainest way (random, spans) also the reliability of each score, before and after.
    """
    run = _Run(bench, cell, protocol, seed)
    rows = [run.row()]
    plain = cell == Cell("random", "spans")
    if plain:
        rows += run.reliability()
    for _ in range(protocol.rounds):
        run.ask()
        run.train()
        rows.append(run.row())
    if plain:
        rows += run.reliability()
    return rows


class _Run:
    """The state of a run: what is labelled, what is set aside, what it has cost."""

    def __init__(self, bench: Bench, cell: Cell, protocol: Protocol, seed: int) -> None:
        self.bench, self.cell, self.protocol, self.seed = bench, cell, protocol, seed
        self.round = 0
        self.train_on: list[tuple[Text, Answer]] = []
        self.dev: list[tuple[Text, Answer]] = []
        self.chosen: list[int] = []  # rows of this round's texts
        self.used = dict.fromkeys(("labels", "texts", "tokens", "spans", "decisions", "accepted", "mentions"), 0)
        bench.restore(bench.untouched)
        pool = list(bench.corpus.pool)
        self.start = bench.untouched
        if cell.base == "strong":
            order = self._rng("strong").permutation(len(pool))
            first, rest = order[: protocol.strong_texts], order[protocol.strong_texts :]
            self._fit([(pool[i], self._mark(pool[i])) for i in first])
            self.start = bench.weights()
            pool = [pool[i] for i in sorted(rest)]
        self.unlabelled = pool

    def ask(self) -> None:
        """Choose texts with the pipeline as it is, get the answers, set some aside for dev."""
        from spacy.util import fix_random_seed

        self.round += 1
        order = self._rng("candidates").permutation(len(self.unlabelled))[: self.protocol.candidates]
        candidates = [self.unlabelled[i] for i in order]
        docs = self.bench.docs(candidates)
        fix_random_seed(self._number("committee"))  # dropout masks come from NumPy's global generator
        questions = self._questions(docs)
        answers = [
            (candidates[q.candidate], self._answer(candidates[q.candidate], q))
            for q in questions
            if self.cell.feedback == "spans" or q.suggestion is not None
        ]
        self._charge([candidates[q.candidate] for q in questions], answers)
        aside = set(
            self._rng("dev").permutation(len(answers))[: round(self.protocol.dev_share * len(answers))].tolist()
        )
        self.dev += [answer for i, answer in enumerate(answers) if i in aside]
        self.train_on += [answer for i, answer in enumerate(answers) if i not in aside]
        taken = {candidates[q.candidate].row for q in questions}
        self.chosen = [candidates[q.candidate].row for q in questions]
        self.unlabelled = [text for text in self.unlabelled if text.row not in taken]

    def train(self) -> None:
        """Train afresh from the start on everything labelled so far."""
        self._fit(self.train_on)

    def row(self) -> Row:
        """Score the pipeline as it is."""
        dev_texts = self.bench.docs([text for text, _ in self.dev])
        dev_answers = [answer for _, answer in self.dev]
        after = dev_score(dev_answers, predict(self.bench.nlp, dev_texts))
        tuned = self.bench.weights()
        heldout = self.bench.heldout_counts()
        self.bench.restore(self.start)
        before = dev_score(dev_answers, predict(self.bench.nlp, dev_texts))
        self.bench.restore(tuned)
        return self._head("round") | {
            "round": self.round,
            **self.used,
            "dev_n": len(self.dev),
            "dev_before": None if np.isnan(before) else before,
            "dev_after": None if np.isnan(after) else after,
            **heldout,
            "chosen": self.chosen,
        }

    def reliability(self) -> list[Row]:
        """Return one row a score: how reliable it is on the held-out texts, for the pipeline as it is."""
        from spacy.util import fix_random_seed

        docs, gold, block = self.bench.heldout
        rows = []
        for name, scorer in SCORERS.items():
            fix_random_seed(self._number("reliability"))
            proposals = scorer(self.bench.nlp, docs)
            n, right, score = reliability_counts(proposals, gold, block)
            near, near_right = near_half_counts(proposals, gold, block)
            rows.append(
                self._head("reliability")
                | {
                    "round": self.round,
                    "score": name,
                    "n": n.astype(int).tolist(),
                    "right": right.astype(int).tolist(),
                    "sum": score.round(3).tolist(),
                    "near_half": near.tolist(),
                    "near_half_right": near_right.tolist(),
                }
            )
        return rows

    def _questions(self, docs: list[Doc]) -> list[Question]:
        nlp, cell, n = self.bench.nlp, self.cell, self.protocol.labels
        if cell.feedback == "spans":
            return ask_for_texts(nlp, docs, n, SCORERS.get(cell.selection), self.protocol.aggregate)
        return ask_for_decisions(
            nlp,
            docs,
            n,
            SCORERS["beam" if cell.selection == "random" else cell.selection],
            at_random=cell.selection == "random",
            entities_only=cell.suggestion == "entities",
            rng=self._rng("suggestion"),
        )

    def _answer(self, text: Text, question: Question) -> Answer:
        if question.suggestion is None:
            return self._mark(text)
        return judge(self.bench.gold(text)[0], question.suggestion)

    def _mark(self, text: Text) -> Answer:
        return mark_all(*self.bench.gold(text))

    def _charge(self, shown: list[Text], answers: list[tuple[Text, Answer]]) -> None:
        binary = self.cell.feedback == "binary"
        accepted = sum(len(answer.accepted) for _, answer in answers)
        for name, value in {
            "labels": len(answers),
            "texts": len(shown),
            "tokens": sum(len(doc) for doc in self.bench.docs(shown)),
            "spans": 0 if binary else accepted,
            "decisions": len(answers) if binary else 0,
            "accepted": accepted if binary else 0,
            "mentions": sum(len(text.spans) for text in shown),
        }.items():
            self.used[name] += value

    def _fit(self, answers: list[tuple[Text, Answer]]) -> None:
        self.bench.restore(self.bench.untouched)
        texts = [text for text, _ in answers]
        lays_over = self.cell.rehearsal or self.cell.unlabelled == "base"
        predicted = self.bench.base_entities(texts) if lays_over else [[] for _ in texts]
        examples: list[Example] = [
            make_example(doc, answer, unlabelled=self.cell.unlabelled, rehearse=self.cell.rehearsal, predicted=entities)
            for doc, (_, answer), entities in zip(self.bench.docs(texts), answers, predicted, strict=True)
        ]
        if self.round:
            self.bench.restore(self.start)
        settings = self.protocol
        fine_tune(
            self.bench.nlp,
            examples,
            seed=self._number("train"),
            epochs=settings.epochs,
            batch_size=settings.batch_size,
            dropout=settings.dropout,
        )

    def _head(self, kind: str) -> Row:
        cell = self.cell
        return {
            "kind": kind,
            "selection": cell.selection,
            "feedback": cell.feedback,
            "suggestion": cell.suggestion,
            "unlabelled": cell.unlabelled,
            "rehearsal": cell.rehearsal,
            "base": cell.base,
            "seed": self.seed,
        }

    def _rng(self, purpose: str) -> np.random.Generator:
        """Return a generator for one purpose in this round; cells with the same seed draw the same numbers."""
        return np.random.default_rng([self.seed, self.round, *purpose.encode()])

    def _number(self, purpose: str) -> int:
        return int(self._rng(purpose).integers(2**31))
