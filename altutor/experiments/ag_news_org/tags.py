"""What a pipeline marks in a few held-out texts, round by round, under several kinds of feedback.

``python -m altutor.experiments.ag_news_org.tags OUT`` writes the data of the book's player of tags. The texts are of
the generated stand-in, so they may be shown; they are chosen by the names they hold, before anything is trained.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altutor.data.corpus import Corpus, Text
from altutor.data.newswire.conventions import TARGET
from altutor.data.newswire.stories import Draft, target_drafts
from altutor.errors import AltutorError
from altutor.files import dump_json, write_atomic
from altutor.ner.bench import Bench
from altutor.ner.entities import predict, spans_of
from altutor.ner.loop import Cell, Protocol, Row, run_cell

if TYPE_CHECKING:
    from spacy.language import Language

SCHEMA = 1
SEED = 0
PROTOCOL = Protocol(rounds=5, labels=100, candidates=400)
CELLS = {  # named as in the experiment's figures
    "random, all spans": Cell("random", "spans"),
    "beam, all spans": Cell("beam", "spans"),
    "beam, not an entity": Cell("beam", "binary", "proposals", "outside"),
    "beam, base's prediction": Cell("beam", "binary", "proposals", "base", rehearsal=True),
}
LONGEST = 185  # characters of a text that is shown


@dataclass(frozen=True)
class Wish:
    """One text to be shown: the first held-out text that is short, not taken yet, and has what is asked for."""

    about: str
    fits: Callable[[Draft], bool]


def _with(*kinds: str) -> Callable[[Draft], bool]:
    return lambda draft: set(kinds) <= {mention.kind for mention in draft.mentions}


def _city_as_club_and_place(draft: Draft) -> bool:
    names: dict[str, set[str]] = {}
    for mention in draft.mentions:
        names.setdefault(draft.text[mention.start : mention.end], set()).add(mention.kind)
    return any({"club by city", "place"} <= kinds for kinds in names.values())


def _no_organisation(draft: Draft) -> bool:
    return all(TARGET.get(mention.kind) != "ORG" for mention in draft.mentions)


WISHES = (
    Wish("Clubs named by their city", _with("club by city")),
    Wish("One name: a club, then a city", _city_as_club_and_place),
    Wish("Clubs, a nickname and a league", _with("club", "nickname", "league")),
    Wish("Companies and a news agency", _with("company", "wire")),
    Wish("A body and its acronym", _with("agency", "acronym")),
    Wish("A central bank or ministry", _with("government")),
    Wish("An armed group", _with("militant")),
    Wish("No organisation", _no_organisation),
)


def choose(drafts: Sequence[Draft]) -> list[int]:
    """Return the position of the text that fulfils each wish.

    Raises
    ------
    AltutorError
        When no text fulfils one.
    """
    taken: list[int] = []
    for wish in WISHES:
        fitting = (
            i for i, draft in enumerate(drafts) if i not in taken and len(draft.text) <= LONGEST and wish.fits(draft)
        )
        found = next(fitting, None)
        if found is None:
            raise AltutorError(f"No text of at most {LONGEST} characters fulfils {wish.about!r}: change WISHES.")
        taken.append(found)
    return taken


class WatchingBench(Bench):
    """A bench that keeps what the pipeline marks in a few texts whenever it is scored on the held-out ones."""

    def __init__(self, corpus: Corpus, nlp: Language, watched: Sequence[Text]) -> None:
        super().__init__(corpus, nlp)
        self.watched = watched
        self.seen: list[list[list[tuple[int, int]]]] = []
        self.scored: Callable[[], None] = lambda: None

    def heldout_counts(self) -> dict[str, Any]:
        """Score the pipeline, and keep the character offsets of what it marks in the watched texts."""
        docs = self.docs(self.watched)
        marked = []
        for doc, entities in zip(docs, predict(self.nlp, docs), strict=True):
            spans = (doc[start:end] for start, end in spans_of(entities, self.label))
            marked.append([(span.start_char, span.end_char) for span in spans])
        self.seen.append(marked)
        self.scored()
        return super().heldout_counts()


def record(
    bench: WatchingBench, protocol: Protocol = PROTOCOL, progress: Callable[[str, int], None] | None = None
) -> list[dict[str, Any]]:
    """Run every cell once.

    Parameters
    ----------
    bench
        Corpus, base and the texts to watch.
    protocol
        Rounds and labels.
    progress
        Told the name of a cell and its round, before the pipeline is scored.

    Returns
    -------
    list of dict
        For each cell ``name``, ``cell`` and ``rounds``: labels, held-out tp, fp, fn, dev scores, and the marked spans
        of each watched text.
    """
    runs = []
    for name, cell in CELLS.items():
        bench.seen = []
        bench.scored = lambda name=name: progress(name, len(bench.seen) - 1) if progress else None  # type: ignore[misc]
        rows = [row for row in run_cell(bench, cell, protocol, SEED) if row["kind"] == "round"]
        rounds = [_round(row) | {"marked": marked} for row, marked in zip(rows, bench.seen, strict=True)]
        runs.append({"name": name, "cell": asdict(cell), "rounds": rounds})
    return runs


def _round(row: Row) -> dict[str, Any]:
    """Return what the player shows of a row of the experiment."""
    counts = {name: sum(row[name]) for name in ("tp", "fp", "fn")}
    kept = ("labels", "decisions", "accepted", "mentions", "dev_n", "dev_before", "dev_after")
    return {name: row[name] for name in kept} | counts


def make(progress: Callable[[str, int], None] | None = None) -> dict[str, Any]:
    """Do all of it: generate the corpus, load or train its base, run the cells."""
    from altutor.data.newswire import load_newswire, newswire_base
    from altutor.ner.base import load_base
    from altutor.ner.bench import fingerprint
    from altutor.results import versions

    corpus = load_newswire()
    drafts = target_drafts(len(corpus.pool) + len(corpus.heldout), 0)[len(corpus.pool) :]
    watched = [corpus.heldout[i] for i in choose(drafts)]
    nlp = load_base(newswire_base())
    bench = WatchingBench(corpus, nlp, watched)
    texts = [
        {"about": wish.about, "row": text.row, "text": text.text, "gold": text.spans}
        for wish, text in zip(WISHES, watched, strict=True)
    ]
    return {
        "schema": SCHEMA,
        "config": asdict(PROTOCOL) | {"base": fingerprint(nlp), "corpus": corpus.name, "heldout": len(corpus.heldout)},
        "seed": SEED,
        "versions": versions("spacy", "thinc", "numpy"),
        "data": dict(corpus.source),
        "texts": texts,
        "runs": record(bench, PROTOCOL, progress),
    }


def main(arguments: Sequence[str]) -> int:
    """Write ``OUT/trace.json``, or OUT itself where it names a JSON file."""
    if len(arguments) != 1:
        print("Usage: python -m altutor.experiments.ag_news_org.tags OUT", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    out = out if out.suffix == ".json" else out / "trace.json"
    total = len(CELLS) * (PROTOCOL.rounds + 1)
    names = list(CELLS)

    def say(name: str, number: int) -> None:
        done = names.index(name) * (PROTOCOL.rounds + 1) + number
        print(f"[{done + 1:2d}/{total}] {name}: round {number} of {PROTOCOL.rounds}", file=sys.stderr, flush=True)

    write_atomic(out, dump_json(make(say)))
    print(f"Wrote {out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
