"""The report ``results/index.html``: one page that works from disk, without a network or scripts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from altutor import wording
from altutor.experiments import EXPERIMENTS
from altutor.files import dump_json, write_atomic
from altutor.outputs import Section, read_sections
from altutor.wording import Claim

TABLE_ROWS = 400  # a longer data table is cut on the page; the trace file has all of it
STAND_IN = "newswire"


def write_index(out: Path) -> Path:
    """Write ``out/index.html`` from all experiments that `out` holds, and return its path."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("altutor"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "verdict": wording.verdict,
        "estimate": wording.estimate,
        "interval": wording.interval,
        "bound": wording.bound,
        "duration": wording.duration,
        "cell": _cell,
    }
    sections = [_section(section, out) for section in read_sections(out)]
    claims = [claim for section in sections for claim in section["results"].claims]
    page = environment.get_template("index.html.j2").render(
        sections=sections,
        tally=wording.tally(claims),
        n_claims=len(claims),
        symbols=wording.SYMBOLS,
        today=date.today(),
    )
    path = out / "index.html"
    write_atomic(path, page)
    return path


def _section(section: Section, out: Path) -> dict[str, Any]:
    """Return what the template needs of one experiment."""
    results = section.results
    name = results.experiment
    return {
        "results": results,
        "folder": section.folder,
        "title": EXPERIMENTS[name].title,
        "question": EXPERIMENTS[name].question,
        "command": section.command,
        "stand_in": STAND_IN in str(results.data.get("source", "")),
        "figures": [_figure(trace, f"{section.folder}/figures/{trace.id}", out) for trace in section.traces],
        "claims": [(claim, _strip(claim)) for claim in results.claims],
    }


def _figure(trace: Any, stem: str, out: Path) -> dict[str, Any]:
    pictures = [f"{stem}.{ending}" for ending in ("svg", "png") if (out / f"{stem}.{ending}").exists()]
    rows = list(zip(*trace.columns.values(), strict=True))
    return {
        "trace": trace,
        "pictures": pictures,
        "data": stem.replace("/figures/", "/traces/") + ".json",
        "rows": rows[:TABLE_ROWS],
        "n_rows": len(rows),
    }


def _strip(claim: Claim) -> dict[str, float] | None:
    """Return a claim as a drawing in percent of its width: the interval, the estimate, the stretch that was predicted.

    The axis spans everything finite; a bound or an end that is infinite runs to the edge.
    """
    if claim["estimate"] is None:
        return None
    finite = [value for value in (claim["estimate"], claim["low"], claim["high"], *claim["bound"]) if value is not None]
    start, end = min(finite), max(finite)
    margin = (end - start or abs(start) or 1.0) * 0.25
    start, end = start - margin, end + margin

    def place(value: float | None, infinite: float) -> float:
        return infinite if value is None else round(100 * (value - start) / (end - start), 2)

    return {
        "low": place(claim["low"], 0),
        "high": place(claim["high"], 100),
        "estimate": place(claim["estimate"], 50),
        "from": place(claim["bound"][0], 0),
        "to": place(claim["bound"][1], 100),
    }


def _cell(value: Any) -> str:
    """Return one value of a table or of a configuration as text."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, float):
        return f"{value:.4g}"
    return value if isinstance(value, str) else dump_json(value).strip()
