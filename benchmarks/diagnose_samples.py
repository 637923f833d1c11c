"""What the studies of ``altutor diagnose`` share: texts prepared once, a chosen sample, and every test on it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.bias.holm import holm
from altutor.data.corpus import Text
from altutor.diagnose.answers import labels
from altutor.diagnose.finding import Finding
from altutor.diagnose.material import Item, Material
from altutor.diagnose.pipeline import base
from altutor.diagnose.pipeline.base_view import BaseView, Reader, Scored
from altutor.diagnose.reading import Example, Source, Span
from altutor.diagnose.texts import clusters, difference, duplicates, missed, order, terms
from altutor.diagnose.words import CAP, Sides, Words, words_of
from altutor.files import dump_json, write_atomic
from altutor.results import versions

Found = tuple[float, float] | None
"""P-value and effect of a test."""
LABEL = "ORG"
LEVEL = 0.05
KEPT = Path(__file__).parents[1] / ".cache" / "diagnose"
CAPS = "classifier and MMD: with as many of them, 1,000 at least"
PERMUTED = (base, clusters, difference, duplicates, labels, order)


@dataclass(frozen=True)
class Texts:
    """Texts with all that no sample changes.

    Attributes
    ----------
    name, source
        Of the corpus, for the results.
    texts
        Pool, then held-out texts, with gold spans.
    n_pool
        How many of them are the pool.
    words
        Of all texts.
    confidence, mentions
        Shape (n_texts,): what the untouched base sees in each; None without a base.
    """

    name: str
    source: dict[str, Any]
    texts: tuple[Text, ...]
    n_pool: int
    words: Words
    confidence: NDArray[np.float64] | None = None
    mentions: NDArray[np.int64] | None = None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The texts as they are read from a file in which all ORG spans are marked."""
        return tuple(item(text) for text in self.texts)

    @cached_property
    def strings(self) -> list[str]:
        """The texts alone."""
        return [text.text for text in self.texts]

    @cached_property
    def pairs(self) -> NDArray[np.intp]:
        """The pairs of near-duplicates."""
        return duplicates.near_duplicates(self.words)

    def regions(self, n_chosen: int, n_texts: int) -> Any:
        """Return the regions for so many chosen texts; each number of regions is made once a process."""
        k = missed.n_regions(n_chosen, n_texts)
        made: dict[int, Any] = self.__dict__.setdefault("_regions", {})
        if k not in made:
            made[k] = clusters.regions(self.words, k)
        return made[k]


@dataclass(frozen=True)
class Sample:
    """Chosen texts, the other texts of the pool and labelled held-out texts, ready to be tested."""

    material: Material
    sides: Sides
    regions: Any
    pairs: NDArray[np.intp]
    view: Callable[[np.random.Generator], BaseView] | None


Test = Callable[[Sample, np.random.Generator], Finding | None]
WITHOUT_BASE: dict[str, Test] = {
    "classifier": lambda sample, rng: difference.classifier(sample.sides, rng),
    "mmd": lambda sample, rng: difference.kernel(sample.sides, rng),
    "length": lambda sample, rng: difference.length(sample.sides, rng),
    "terms": lambda sample, rng: terms.terms(sample.sides),
    "clusters": lambda sample, rng: clusters.clusters(sample.sides, sample.regions, rng),
    "duplicates": lambda sample, rng: duplicates.duplicates(sample.sides, rng, sample.pairs),
    "order": lambda sample, rng: order.order(sample.material, sample.sides, rng),
    "density": lambda sample, rng: labels.density(sample.material, rng),
    "missed": lambda sample, rng: missed.missed(sample.sides, sample.regions),
}
WITH_BASE: dict[str, Test] = {
    "confidence": lambda sample, rng: base.confidence(sample.view(rng), rng) if sample.view else None,
    "mentions": lambda sample, rng: base.mentions(sample.view(rng), rng) if sample.view else None,
}
TESTS = WITHOUT_BASE | WITH_BASE
ALARMS = {"any": TESTS, "any, no base": WITHOUT_BASE}  # alarm: any p-value below 0.05 after Holm's adjustment


def item(text: Text) -> Item:
    """Return a text as the answer of somebody who marked all its ORG spans."""
    return Item(text.text, (Example(text.text, tuple(Span(start, end, LABEL) for start, end in text.spans)),))


@lru_cache(maxsize=1)
def load(data: str, pipeline: str | None, limit: int | None = None) -> Texts:
    """Load texts and prepare them, once a process.

    Parameters
    ----------
    data
        ``newswire``, or a folder with AG News.
    pipeline
        The base, by name or folder; None leaves out the tests that need one.
    limit
        The first so many texts of the pool and a third as many held-out ones; all by default.
    """
    from altutor.data.ag_news import load_ag_news
    from altutor.data.newswire import load_newswire

    corpus = load_newswire() if data == "newswire" else load_ag_news(data)
    pool, heldout = corpus.pool[:limit], corpus.heldout[: limit and limit // 3]
    texts = pool + heldout
    words = words_of([text.text for text in texts])
    seen = view_of(texts, pipeline, str(corpus.source["sha256"])) if pipeline else (None, None)
    return Texts(corpus.name, dict(corpus.source), texts, len(pool), words, *seen)


def view_of(texts: Sequence[Text], pipeline: str, data: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return confidence and number of ORG spans a text, as the untouched base sees them; kept once they are known."""
    from altutor.ner.base import load_base
    from altutor.ner.bench import fingerprint

    nlp = load_base(pipeline)
    key = hashlib.sha256(f"{data} {fingerprint(nlp)} {len(texts)}".encode()).hexdigest()[:16]
    kept = KEPT / f"view-{key}.json"
    if not kept.exists():
        scored = Reader(nlp, LABEL, [text.text for text in texts]).read(range(len(texts)))
        found = {"confidence": scored.confidence.tolist(), "mentions": scored.mentions.tolist()}
        write_atomic(kept, dump_json(found))
    found = json.loads(kept.read_text(encoding="utf-8"))
    return np.array(found["confidence"]), np.array(found["mentions"])


def sample_of(texts: Texts, chosen: NDArray[np.intp], others: NDArray[np.intp], heldout: NDArray[np.intp]) -> Sample:
    """Return a sample: rows that were chosen in their order, those that were not, and labelled held-out ones."""
    items = texts.items
    material = Material(
        selected=Source("chosen texts", "simulated", [items[row].examples[0] for row in chosen]),
        pool=None,
        random=None,
        heldout=None,
        label=LABEL,
        chosen=tuple(items[row] for row in chosen),
        rest=tuple(texts.strings[row] for row in others),
        randomly=(),
        held=tuple(items[row] for row in heldout),
        outside=0,
        leaked=0,
        leaked_random=0,
    )
    sides = Sides(texts.words, texts.strings, chosen, others, "other texts of the pool")
    view = None
    if texts.confidence is not None:

        def view(rng: np.random.Generator) -> BaseView:
            scored = (_scored(texts, rows) for rows in sides.sample(rng, CAP, CAP))
            labelled = (material.labelled[0], len(heldout))
            return BaseView("base", LABEL, (LABEL,), sides, labelled, *scored, reader=None)  # type: ignore[arg-type]

    return Sample(material, sides, texts.regions(len(chosen), len(chosen) + len(others)), texts.pairs, view)


def _scored(texts: Texts, rows: NDArray[np.intp]) -> Scored:
    assert texts.confidence is not None
    assert texts.mentions is not None
    return Scored(rows, texts.confidence[rows], texts.mentions[rows], ())


def permute(times: int) -> None:
    """Let the tests draw so many permutations; the report draws 1,999."""
    for module in PERMUTED:
        module.PERMUTATIONS = times


def p_values(sample: Sample, seed: Iterable[int], tests: Iterable[str]) -> dict[str, Found]:
    """Return p-value and effect of each of these tests; None where the sample does not allow it.

    Parameters
    ----------
    sample
        What to test.
    seed
        Each test draws from a generator of its own, so that one more test changes no other.
    tests
        Names in :data:`TESTS`.
    """
    found: dict[str, Found] = {}
    for name in tests:
        finding = TESTS[name](sample, np.random.default_rng([*seed, zlib.crc32(name.encode())]))
        found[name] = None
        if finding is not None and finding.p_value is not None:
            found[name] = (round(float(finding.p_value), 6), round(float(finding.effect or 0.0), 6))
    return found


def missing(kept: Path) -> list[str]:
    """Return the tests that a file of kept samples does not have."""
    known = read(kept)[0] if kept.exists() else {}
    return [name for name in TESTS if name not in known]


def keep(kept: Path, found: Sequence[dict[str, Found]]) -> None:
    """Write what was found in each sample beside what is there."""
    before = read(kept) if kept.exists() else [{}] * len(found)
    write_atomic(kept, dump_json([old | new for old, new in zip(before, found, strict=True)]))


def read(kept: Path) -> list[dict[str, Found]]:
    """Return what was found in each sample of a file."""
    found: list[dict[str, Found]] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def alarm(found: dict[str, Found], tests: Iterable[str]) -> bool:
    """Return whether any p-value of these tests is below 0.05 after Holm's adjustment."""
    given = [one[0] for name in tests if (one := found.get(name))]
    return bool(given) and bool(holm(given).min() < LEVEL)


def rates(samples: Sequence[dict[str, Found]]) -> list[dict[str, Any]]:
    """Count alarms: of each test alone, and of any test after Holm's adjustment.

    Returns
    -------
    list of dict
        ``test``, ``alarms``, ``samples``, ``rate`` and the ends ``low`` and ``high`` of its 95% interval (Clopper and
        Pearson, 1934).
    """
    rows = []
    for name in TESTS:
        hits = [found[0] < LEVEL for one in samples if (found := one.get(name))]
        if hits:
            rows.append({"test": name, **share(sum(hits), len(hits))})
    with_base = any(one.get(name) for one in samples for name in WITH_BASE)
    for name, tests in ALARMS.items():
        if with_base or tests is WITHOUT_BASE:
            rows.append({"test": name, **share(sum(alarm(one, tests) for one in samples), len(samples))})
    return rows


def share(hits: int, of: int) -> dict[str, Any]:
    """Return a share with its exact 95% interval (Clopper and Pearson, 1934)."""
    from scipy import stats

    ends = stats.binomtest(hits, of).proportion_ci(0.95, method="exact")
    return {
        "alarms": hits,
        "samples": of,
        "rate": round(hits / of, 4),
        "low": round(float(ends.low), 4),
        "high": round(float(ends.high), 4),
    }


def used() -> dict[str, str]:
    """Return the versions that the numbers depend on."""
    return versions("numpy", "scipy", "scikit-learn", "spacy")


def key_of(settings: dict[str, Any]) -> str:
    """Return a name for the folder that keeps what was computed under these settings."""
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:16]
