"""Tables as HTML that needs no script, scrolls on a narrow screen and is read out well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from altutor import wording
from altutor.results import Results


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str, kind: str = "") -> str:
    """Return a table of HTML cells; the first cell of a row heads it.

    Parameters
    ----------
    head
        Headings of the columns.
    rows
        Cells, as HTML.
    caption
        What the table shows; also the name of the region that scrolls.
    kind
        A class for the style sheet.
    """
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="data {kind}">'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def table_of(columns: Mapping[str, Sequence[Any]], caption: str, limit: int) -> str:
    """Return the data of a trace as a table, at most `limit` rows of it."""
    rows = list(zip(*columns.values(), strict=True))
    if len(rows) > limit:
        caption = f"{caption}: the first {limit} of {len(rows):,} rows"
    cells = [[_cell(value) for value in row] for row in rows[:limit]]
    return table([name.replace("_", " ") for name in columns], cells, caption)


def claims_table(verdicts: Sequence[wording.Claim], results: Results, links: Sequence[str] = ()) -> str:
    """Return predictions beside what was found.

    Parameters
    ----------
    verdicts
        Entries of :attr:`altutor.results.Results.claims`.
    results
        What they were found in.
    links
        For each where its checking function is shown; empty in a notebook.
    """
    rows = []
    for number, claim in enumerate(verdicts):
        statement = escape(claim["statement"])
        if links:
            statement = f'<a href="{links[number]}">{statement}</a>'
        words = wording.verdict(claim)
        rows.append(
            [
                f"{statement} <small>{minus(wording.bound(claim))}</small>",
                minus(f"{wording.estimate(claim)} <small>{wording.interval(claim)}</small>"),
                counted(claim, results),
                f'<span class="verdict v-{words.replace(" ", "-")}">{wording.SYMBOLS[words]} {words}</span>',
            ]
        )
    return table(["Predicted", "Found, 95% interval", "Seeds", "Verdict"], rows, "Predicted and found", "claims")


def counted(claim: wording.Claim, results: Results) -> str:
    """Return how many seeds, or blocks of seeds, the interval of a claim is over; empty where it was not measured.

    Some rows sum up the ``runs`` of a block of seeds. What is measured on them is one number a block.
    """
    n, seeds = claim["n_seeds"], len(results.seeds)
    if not n < seeds or n != len({row["seed"] for row in results.rows if "runs" in row}):
        return str(n or "")
    return f"{n} block{'s' if n > 1 else ''} of {'' if seeds % n == 0 else 'about '}{round(seeds / n)}"


def minus(text: str) -> str:
    """Return a text whose negative numbers have a minus in place of a hyphen."""
    return re.sub(r"(?<!\w)-(?=[\d.])", "−", text)


def _cell(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, float):
        return f"{value:.{4 if abs(value) >= 0.1 else 3}g}"
    return escape(str(value))
