"""The practitioner's puzzle: a news pipeline fine-tuned on ORG annotations that were chosen in different ways."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from altutor.errors import AltutorError
from altutor.experiments.ag_news_org.cells import CELLS, PROTOCOLS, SEEDS
from altutor.ner.annotator import Cost
from altutor.ner.loop import Cell, Protocol, run_cell
from altutor.ner.uncertainty import BEAM_DENSITY, BEAM_WIDTH, COMMITTEE, COMMITTEE_DROPOUT
from altutor.results import versions
from altutor.study import Plan, Run

if TYPE_CHECKING:
    from altutor.data.corpus import Corpus
    from altutor.experiments import Options
    from altutor.ner.bench import Bench

LEAST_LABELS = 5  # a round
PROTOCOL_VERSION = 2  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan of the experiment.

    Raises
    ------
    AltutorError
        When data or base cannot be loaded, or the budget exceeds the pool.
    """
    from altutor.data.ag_news import HUB_NAME
    from altutor.experiments.ag_news_org.claims import CLAIMS
    from altutor.experiments.ag_news_org.traces import traces
    from altutor.ner.base import PIPELINE
    from altutor.ner.bench import fingerprint

    data = options.data or HUB_NAME
    base = options.base or _offline_base() if data == "newswire" else options.base or PIPELINE
    corpus, nlp = load(data, base)
    cells = CELLS[options.scale]
    protocol = _protocol(options, cells, corpus)
    seeds = options.seeds or SEEDS[options.scale]
    return Plan(
        experiment="ag-news-org",
        config={
            "scale": options.scale,
            "protocol_version": PROTOCOL_VERSION,
            **asdict(protocol),
            "beam": {"width": BEAM_WIDTH, "density": BEAM_DENSITY},
            "committee": {"members": COMMITTEE, "dropout": COMMITTEE_DROPOUT},
            "cost_seconds": asdict(Cost()),
            "base": fingerprint(nlp),
            "corpus": corpus.name,
            "seeds": seeds,
        },
        versions=versions("spacy", "thinc", "numpy"),
        data=dict(corpus.source),
        # Seed by seed, so that a study that was stopped has whole seeds to show.
        runs=[Run(asdict(cell), seed) for seed in range(seeds) for cell in cells],
        work=partial(work, data=data, base=base, protocol=protocol),
        claims=list(CLAIMS),
        traces=traces,
    )


def work(run: Run, data: str, base: str, protocol: Protocol) -> list[dict[str, Any]]:
    """Do one run; corpus and base are loaded once a process."""
    return run_cell(_bench(data, base), Cell(**run.cell), protocol, run.seed)


def load(data: str, base: str) -> tuple[Corpus, Any]:
    """Load texts and pipeline, each by name or by path.

    Raises
    ------
    AltutorError
        When one of them cannot be loaded.
    """
    from altutor.ner.base import load_base

    nlp = load_base(base)  # first, since it fails faster than a hub that cannot be reached
    if data == "newswire":
        from altutor.data.newswire import load_newswire

        return load_newswire(), nlp
    from altutor.data.ag_news import load_ag_news

    return load_ag_news(data), nlp


@lru_cache(maxsize=1)
def _bench(data: str, base: str) -> Bench:
    from altutor.ner.bench import Bench

    return Bench(*load(data, base))


def _offline_base() -> str:
    from altutor.data.newswire import newswire_base

    return str(newswire_base())


def _protocol(options: Options, cells: tuple[Cell, ...], corpus: Corpus) -> Protocol:
    """Return the scale's protocol with the budget that was asked for."""
    protocol = PROTOCOLS[options.scale]
    rounds = protocol.rounds
    if options.budget is not None:
        if options.budget % rounds or options.budget < LEAST_LABELS * rounds:
            raise AltutorError(
                f"--budget is {options.budget}, and must divide into {rounds} equal rounds of {LEAST_LABELS} labels or "
                f"more (a fifth of them is for dev): for example --budget "
                f"{max(options.budget // rounds, LEAST_LABELS) * rounds}."
            )
        protocol = replace(protocol, labels=options.budget // protocol.rounds)
    strong = protocol.strong_texts if any(cell.base == "strong" for cell in cells) else 0
    needed = protocol.rounds * protocol.labels + strong
    if needed > len(corpus.pool):
        raise AltutorError(
            f"The budget needs {needed:,} texts, and the pool of {corpus.name} has {len(corpus.pool):,}: "
            f"choose a smaller one, for example --budget {max(len(corpus.pool) - strong, 0) // rounds * rounds}."
        )
    # A round must have more to choose from than it asks about.
    return replace(protocol, candidates=max(protocol.candidates, protocol.labels))
