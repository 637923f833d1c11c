"""From the results of the studies of ``altutor diagnose`` to the figures of the book.

    python benchmarks/diagnose_traces.py [chapters/published/diagnose]

Reads ``alarms.json`` and ``selections.json`` there (``diagnose_alarms.py`` and ``diagnose_org.py`` with ``--json``),
and writes a trace for each figure beside them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from altutor.traces import Trace
from altutor.wording import percent

FOLDER = Path(__file__).parents[1] / "chapters" / "published" / "diagnose"
NAMES = {
    "classifier": "classifier",
    "mmd": "MMD",
    "length": "length",
    "terms": "terms",
    "clusters": "regions",
    "missed": "missed regions",
    "duplicates": "duplicates",
    "order": "drift",
    "density": "gold spans",
    "confidence": "confidence",
    "mentions": "base's spans",
    "any, no base": "any, no base",
    "any": "any",
}
SHOWN = 200  # chosen texts in the figure of the power; the table has all sizes
BIASES = {
    "uncertainty": ("By uncertainty", "exp({:g} z)"),
    "length": ("By length", "exp({:g} z)"),
    "topic": ("One of four topics is", "{:.0%} of the choice"),
    "cluster": ("Left out: a cluster of", "{:.0%} of the pool"),
}
Row = dict[str, Any]


def false_alarms(study: Row) -> Trace:
    """Return how often each test cries wolf where chance chose."""
    rows = [row for row in study["rows"] if row["bias"] == "none"]
    sizes = study["settings"]["sizes"]
    samples = study["settings"]["samples"]
    found = {(row["size"], row["test"]): row for row in rows}
    tests = [test for test in NAMES if (sizes[0], test) in found]
    columns: dict[str, list[Any]] = {name: [] for name in ("group", "label", "series", "estimate", "low", "high")}
    for size in sizes:
        for test in tests:
            row = found[size, test]
            series = "the report" if test.startswith("any") else "a test"
            _add(columns, str(size), NAMES[test], series, row["rate"], row["low"], row["high"])
    together = [found[size, "any"] for size in sizes]
    said = ", ".join(percent(row["rate"], 1) for row in together)
    return Trace(
        "false-alarms",
        "panels-of-dots",
        "False alarms: chance chose, and a test says otherwise",
        f"Share of {samples:,} random choices from AG News for which each test gives p < 0.05, with exact 95% "
        "intervals; dashed: 5%. The last rows: any p-value below 0.05 after Holm's adjustment, as in the report, "
        "without and with the base's tests. Dots on the line are exact tests; left of it are careful ones.",
        f"Dots with intervals in {len(sizes)} panels, one for each number of chosen texts. Any alarm of the report: "
        f"{said} with {', '.join(map(str, sizes))} chosen texts.",
        columns,
        {"panels": {str(size): f"{size} chosen texts" for size in sizes}, "line": 0.05},
    )


def power(study: Row) -> Trace:
    """Return how often each test notices a bias of known kind and strength."""
    rows = [row for row in study["rows"] if row["bias"] != "none" and row["size"] == SHOWN]
    samples = study["settings"]["biased"]
    columns: dict[str, list[Any]] = {name: [] for name in ("group", "label", "across", "estimate", "low", "high")}
    for kind, (heading, form) in BIASES.items():
        for row in _in_order(row for row in rows if row["bias"] == kind):
            label = form.format(row["strength"])
            _add(columns, heading, label, NAMES[row["test"]], row["rate"], row["low"], row["high"])
    noticed = {row["bias"]: row for row in rows if row["test"] == "any"}  # the last is the strongest
    said = "; ".join(f"{BIASES[kind][0].lower()}: {percent(row['rate'])}" for kind, row in noticed.items())
    return Trace(
        "power",
        "rates",
        f"What the tests notice in {SHOWN} chosen texts",
        f"Percent of {samples} biased choices from AG News that each test notices (p < 0.05); the last columns: any "
        "p-value below 0.05 after Holm's adjustment, without and with the base's tests. Rows: what the choice "
        "preferred (z: standardised uncertainty of the base, or logarithm of the length), or left out. Chance alone "
        "gives at most 5 percent.",
        f"A table of percentages. Noticed by any test at the strongest of each kind: {said}.",
        columns,
        {"after": ["base's spans"]},
    )


def org(study: Row) -> Trace:
    """Return how often each test notices the choices of the ORG experiment."""
    rows = [row for row in study["rows"] if row["selection"] in ("random", "uncertainty")]
    columns: dict[str, list[Any]] = {
        name: [] for name in ("group", "label", "across", "estimate", "low", "high", "selections", "effect")
    }
    for row in _in_order(rows):
        heading = "Chosen at random" if row["selection"] == "random" else "Chosen by uncertainty"
        label = f"{row['labels']:,} labels"
        parts = (row["rate"], row["low"], row["high"], row["samples"], row.get("effect"))
        _add(columns, heading, label, NAMES[row["test"]], *parts)
    last = {(row["selection"], row["test"]): row["rate"] for row in rows}  # the last is the largest
    said = ", ".join(
        f"{NAMES[test]} {percent(last['uncertainty', test])}" for test in ("classifier", "mmd", "density", "confidence")
    )
    return Trace(
        "org",
        "rates",
        "What the tests notice in the ORG experiment's own choices",
        "Percent of the choices from AG News that each test notices (p < 0.05), by the labels given so far; the last "
        "columns: any p-value below 0.05 after Holm's adjustment, without and with the base's tests. Gold spans are "
        "compared with the held-out texts, all else with the rest of the pool. Choices with the same seed share "
        "their candidates.",
        f"A table of percentages. Of the largest choices by uncertainty these were noticed: {said}; of those at "
        f"random, {percent(last['random', 'any'])} raise any alarm.",
        columns,
        {"after": ["base's spans"]},
    )


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with the tests in the order of :data:`NAMES`, the rest as they come."""
    found = list(rows)
    heads = list(dict.fromkeys(_head(row) for row in found))
    return sorted(found, key=lambda row: (heads.index(_head(row)), list(NAMES).index(row["test"])))


def _head(row: Row) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("bias", "strength", "selection", "labels"))


def _add(columns: dict[str, list[Any]], *values: Any) -> None:
    for column, value in zip(columns.values(), values, strict=True):
        column.append(value)


def main(folder: Path) -> None:
    """Write the traces."""
    alarms = json.loads((folder / "alarms.json").read_text(encoding="utf-8"))
    selections = json.loads((folder / "selections.json").read_text(encoding="utf-8"))
    for study, make in ((alarms, false_alarms), (alarms, power), (selections, org)):
        make(study).write(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
