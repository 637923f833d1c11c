"""The report as one HTML file, for screens and paper, that needs no network and no scripts."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING, Any

from altutor.diagnose.finding import SECTIONS, Finding
from altutor.diagnose.shown import phrases
from altutor.diagnose.shown.book import chapter
from altutor.diagnose.shown.visible import each_text, visible, without_folders
from altutor.diagnose.verdict import alarm
from altutor.files import dump_json

if TYPE_CHECKING:
    from markupsafe import Markup

    from altutor.diagnose.reporting import Report
    from altutor.traces import Trace

TABLE_ROWS = 400  # a longer table is cut on the page; report.json has all of it
VECTOR = 300_000  # bytes up to which a picture is an SVG; a larger one has thousands of points and is a PNG
SYMBOLS = {"go on": "✓", "look": "?", "stop": "✗"}
PROLOGUE = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>", re.DOTALL)
IDS = re.compile(r'(\bid="|href="#|url\(#)')


def page(report: Report) -> str:
    """Return ``index.html``."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("altutor"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    report = visible(without_folders(report), keep="\n")  # lines of a text may break
    environment.filters |= {
        "cell": cell,
        "counted": phrases.counted,
        "effect": phrases.effect,
        "interval": phrases.interval,
        "p": phrases.p_value,
        "sizes": phrases.sizes,
        "begin": lambda text: text[:1].upper() + text[1:],
    }
    environment.tests["alarm"] = alarm
    needs: dict[str, list[str]] = {}
    for one in report.unknowns:
        needs.setdefault(one.needs, []).append(one.what)
    return environment.get_template("diagnose.html.j2").render(
        report=report,
        verdict=report.verdict,
        meaning=report.verdict.meaning,
        scores=any("F of " in found.unit for found in report.findings),
        facts=report.facts,
        symbols=SYMBOLS,
        dash=phrases.DASH,
        sections=[
            (number, title, [_shown(found) for found in report.findings if found.section == number])
            for number, title in SECTIONS.items()
        ],
        questions={found.id: found.question for found in report.findings},
        needs=needs,
    )


def picture(trace: Trace) -> Markup:
    """Return the picture of a trace as an element that stands in the page itself."""
    from markupsafe import Markup

    svg = _save(trace, "svg")
    if len(svg) > VECTOR:
        data = base64.b64encode(_save(trace, "png")).decode()
        return Markup('<img src="data:image/png;base64,{}" alt="{}" class="drawn">').format(data, trace.alt)
    # Two pictures may use the same names within.
    text = IDS.sub(rf"\g<1>{trace.id}-", PROLOGUE.sub("", svg.decode()))
    opening = Markup('<svg role="img" aria-label="{}" class="drawn" ').format(trace.alt)
    return opening + Markup(text.removeprefix("<svg "))


def cell(value: Any) -> str:
    """Return one value of a table as text."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, float):
        return f"{value:.4g}"
    return value if isinstance(value, str) else dump_json(value).strip()


def _shown(found: Finding) -> dict[str, Any]:
    """Return what the template needs of a finding."""
    words, address = chapter(found.chapter)
    trace = found.trace if found.trace and _worth_drawing(found.trace) else None
    columns = trace.columns if trace else {}
    columns = {name: cells for name, cells in columns.items() if any(one not in (None, "") for one in cells)}
    rows = list(zip(*columns.values(), strict=True))
    return {
        "finding": found,
        "trace": trace,
        "picture": picture(trace) if trace else "",
        "columns": {name: all(isinstance(one, int | float | None) for one in columns[name]) for name in columns},
        "rows": rows[:TABLE_ROWS],
        "n_rows": len(rows),
        "chapter": words,
        "address": address,
    }


def _worth_drawing(trace: Trace) -> bool:
    """Return whether there is something to see: rows, and with dots more than zeros without an interval."""
    seen = ("estimate", "low", "high") if trace.kind == "dots" else trace.columns
    return any(any(trace.columns[name]) for name in seen)


def _save(trace: Trace, ending: str) -> bytes:
    import matplotlib

    from altutor import figures
    from altutor.figures.style import RC

    figure = figures.draw(each_text(trace, lambda text: text.replace("$", r"\$")))  # "$5 or $6" is no formula
    content = io.BytesIO()
    metadata = {"svg": {"Date": None}, "png": {"Software": None}}[ending]
    with matplotlib.rc_context({**RC, "svg.hashsalt": trace.id}):  # the same figure gives the same bytes
        figure.savefig(content, format=ending, dpi=150, metadata=metadata)
    return content.getvalue()
