"""What ``altutor diagnose`` says of the ORG experiment's own selections.

    python benchmarks/diagnose_org.py --data ../shared/ag_news --base ../shared/models/en_news_base [--jobs 2]
        [--out FILE.md] [--json FILE.json]

The published results say which texts of AG News each run chose, round by round. The texts chosen up to a round are
compared with the rest of the pool, their gold spans with the held-out texts. Runs that chose the same texts count once.
Finished selections are kept in ``.cache/diagnose/``: stopped, the same command goes on. Raise ``STUDY`` where a test
changes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from diagnose_samples import (
    ALARMS,
    CAPS,
    KEPT,
    Found,
    Texts,
    keep,
    key_of,
    load,
    missing,
    p_values,
    rates,
    read,
    sample_of,
    used,
)
from joblib import Parallel, delayed
from rich.progress import track
from threadpoolctl import threadpool_limits

from altutor.files import dump_json, write_atomic
from altutor.wording import fixed, percent

STUDY = 1
RESULTS = Path(__file__).parents[1] / "chapters" / "published" / "ag-news-org" / "results.json"
UNCERTAINTY = ("beam", "greedy", "committee")
FACTORS = ("selection", "feedback", "suggestion", "unlabelled", "rehearsal", "seed")


@dataclass(frozen=True)
class Selection:
    """The texts that a run chose up to a round.

    Attributes
    ----------
    name
        ``random``, ``beam``, ``greedy`` or ``committee``.
    feedback
        ``spans`` or ``binary``, of the first of the runs that chose these texts.
    seed, round
        Round 1 is the first.
    rows
        Of AG News, in the order of the choice.
    runs
        How many runs chose the same texts in the same order.
    """

    name: str
    feedback: str
    seed: int
    round: int
    rows: tuple[int, ...]
    runs: int = 1


def selections(rows: Iterable[dict[str, Any]]) -> list[Selection]:
    """Return the distinct selections of published rows.

    The runs on the strong base are left out: the texts that made it strong belong to their pool no more, and the rows
    do not name them.
    """
    chosen: dict[tuple[Any, ...], tuple[int, ...]] = {}
    found: dict[tuple[str, int, tuple[int, ...]], Selection] = {}
    for row in sorted((row for row in rows if row["kind"] == "round"), key=lambda row: int(row["round"])):
        if row["base"] != "weak" or not row["chosen"]:
            continue
        run = tuple(row[name] for name in FACTORS)
        chosen[run] = (*chosen.get(run, ()), *row["chosen"])
        key = (row["selection"], row["round"], chosen[run])
        before = found.get(key)
        of_first = (before.feedback, before.seed) if before else (row["feedback"], row["seed"])
        runs = before.runs + 1 if before else 1
        found[key] = Selection(row["selection"], *of_first, row["round"], chosen[run], runs)
    return list(found.values())


def diagnosed(where: tuple[str, str | None, int | None], selection: Selection, kept: Path) -> None:
    """Test one selection and keep what was found."""
    with threadpool_limits(1):
        texts = load(*where)
        at = {text.row: i for i, text in enumerate(texts.texts)}
        chosen = np.array([at[row] for row in selection.rows], dtype=np.intp)
        others = np.setdiff1d(np.arange(texts.n_pool), chosen)
        heldout = np.arange(texts.n_pool, len(texts.texts))
        sample = sample_of(texts, chosen, others, heldout)
        keep(kept, [p_values(sample, [selection.seed, selection.round, len(chosen)], missing(kept))])


def summary(tested: Sequence[tuple[Selection, dict[str, Found]]], labels: int) -> list[dict[str, Any]]:
    """Return a row for each way to select, round and test, with the median effect."""
    rows = []
    ways = {"random": ("random",), "uncertainty": UNCERTAINTY} | {name: (name,) for name in UNCERTAINTY}
    for way, names in ways.items():
        for number in sorted({one.round for one, _ in tested}):
            some = [(one, result) for one, result in tested if one.name in names and one.round == number]
            if not some:
                continue
            sizes = [len(one.rows) for one, _ in some]
            head = {"selection": way, "labels": labels * number, "texts": [min(sizes), max(sizes)]}
            for row in rates([result for _, result in some]):
                effects = [found[1] for _, result in some if (found := result.get(row["test"]))]
                row = {**head, "runs": sum(one.runs for one, _ in some), **row}
                rows.append(row | ({"effect": round(float(np.median(effects)), 6)} if effects else {}))
    return rows


def table(rows: Sequence[dict[str, Any]], texts: Texts, n: int, runs: int) -> str:
    """Return the page."""
    names = list(dict.fromkeys(row["test"] for row in rows))
    cells = {(row["selection"], row["labels"], row["test"]): row for row in rows}
    heads = {(row["selection"], row["labels"]): row for row in rows}
    lines = [
        f"# `altutor diagnose` on the ORG experiment's own selections, {date.today()}",
        "",
        f"`python benchmarks/diagnose_org.py --data ../shared/ag_news --base ../shared/models/en_news_base`: {n} "
        f"distinct selections of {runs} (a run up to a round; cells with the same seed often chose the same texts; "
        f"runs on the strong base are left out). Chosen texts are compared with the rest of the pool of "
        f"{texts.n_pool:,} ({CAPS}), their gold ORG spans with the {len(texts.texts) - texts.n_pool:,} held-out "
        "texts. Binary runs that choose at random count all the texts that the annotator was shown.",
        "",
        "## Share of selections with an alarm",
        "",
        "In percent. An alarm of a test is p < 0.05; *any*: any p-value below 0.05 after Holm's adjustment, as in the "
        "report, with its exact 95% interval. Uncertainty is beam, greedy and committee together. Runs with the same "
        "seed share candidates, so the intervals are narrower than independent runs would give.",
        "",
        "| selection | labels | texts | selections | " + " | ".join(names) + " |",
        "|---|---|---|---|" + "---|" * len(names),
    ]
    effects = [
        "",
        "## Median effect",
        "",
        "Area under the ROC curve (classifier), squared discrepancy (mmd), words a text (length), differences of "
        "shares and of spans a text, difference of confidence.",
        "",
        "| selection | labels | " + " | ".join(name for name in names if name not in ALARMS) + " |",
        "|---|---|" + "---|" * sum(name not in ALARMS for name in names),
    ]
    for (way, labels), head in heads.items():
        found = [cells[way, labels, name] for name in names if (way, labels, name) in cells]
        least, most = head["texts"]
        size = f"{least:,}" if least == most else f"{least:,} to {most:,}"
        lines.append(
            f"| {way} | {labels:,} | {size} | {found[-1]['samples']} | " + " | ".join(map(_rate, found)) + " |"
        )
        shown = (fixed(row["effect"], 4 if row["test"] == "mmd" else 3) for row in found if "effect" in row)
        effects.append(f"| {way} | {labels:,} | " + " | ".join(shown) + " |")
    lines += [*effects, "", "Versions: " + ", ".join(f"{name} {number}" for name, number in used().items()) + "."]
    return "\n".join(lines) + "\n"


def _rate(row: dict[str, Any]) -> str:
    ends = f" ({fixed(100 * row['low'], 0)} to {fixed(100 * row['high'], 0)})" if row["test"] in ALARMS else ""
    return f"{percent(row['rate']).rstrip('%')}{ends}"


def main(words: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Print the tables; with --out and --json write them, too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder with AG News")
    parser.add_argument("--base", default="none", help="the pipeline that the experiment started from")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--most", type=int, help="test the first so many selections only")
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(words)
    pipeline = None if options.base == "none" else options.base
    where = (options.data, pipeline, None)
    texts = load(*where)
    published = json.loads(options.results.read_text(encoding="utf-8"))
    if published["data"]["sha256"] != texts.source["sha256"]:
        sys.exit(f"{options.results} was made from other texts than those in {options.data}.")
    chosen = selections(published["rows"])[: options.most]
    settings = {"study": STUDY, "data": texts.source["sha256"], "base": Path(pipeline).name if pipeline else None}
    folder = options.kept / f"org-{key_of(settings | used())}"
    files = [folder / f"{key_of({'name': one.name, 'rows': one.rows})}.json" for one in chosen]
    work = [delayed(diagnosed)(where, one, kept) for one, kept in zip(chosen, files, strict=True) if missing(kept)]
    done = Parallel(n_jobs=options.jobs, return_as="generator_unordered")(work)
    for _ in track(done, "Selections", total=len(work), disable=not sys.stderr.isatty()):
        pass
    found = [(one, read(kept)[0]) for one, kept in zip(chosen, files, strict=True)]
    rows = summary(found, published["config"]["labels"])
    runs = sum(one.runs for one in chosen)
    page = table(rows, texts, len(chosen), runs)
    print(page)
    if options.out:
        write_atomic(options.out, page)
    if options.json:
        settings |= {"selections": len(chosen), "of": runs, "labels_a_round": published["config"]["labels"]}
        result = {"schema": 1, "study": "diagnose-org", "settings": settings, "versions": used()}
        write_atomic(options.json, dump_json(result | {"data": texts.source, "rows": rows}))
    return rows


if __name__ == "__main__":
    main()
