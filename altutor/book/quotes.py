"""Numbers and claims in prose: each is looked up in a published results file when the site is built."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from altutor import wording
from altutor.book import published_results as kept
from altutor.book.tables import claims_table, counted, minus
from altutor.errors import AltutorError


def est(id_: str, form: str = "") -> str:
    """Return the estimate of a claim.

    Parameters
    ----------
    id_
        ``EXPERIMENT/CLAIM``.
    form
        ``%`` for percent, ``+`` for a number with its sign.

    Raises
    ------
    AltutorError
        When there is no such claim, or it was not measured.
    """
    claim = _measured(id_)
    return _number(claim["estimate"], form, wording.width(claim))


def interval(id_: str, form: str = "") -> str:
    """Return the 95% interval of a claim, ``[low, high]``."""
    claim = _measured(id_)
    low, high = (
        open_ if claim[side] is None else _number(claim[side], form, wording.width(claim))
        for side, open_ in (("low", "−∞"), ("high", "∞"))
    )
    return f"[{low}, {high}]"


def found(id_: str, form: str = "") -> str:
    """Return estimate and interval of a claim."""
    return f"{est(id_, form)} {interval(id_, form)}"


def verdict(id_: str) -> str:
    """Return the verdict of a claim in words."""
    return wording.verdict(kept.claim(id_))


def seeds(experiment: str) -> int:
    """Return the number of seeds of the published run."""
    return len(kept.results(experiment).seeds)


def config(experiment: str, *path: str) -> Any:
    """Return a setting of the published run; further names lead into a setting that has parts."""
    value: Any = kept.results(experiment).config
    for name in path:
        if not isinstance(value, dict) or name not in value:
            raise AltutorError(f"{experiment} has no setting {'.'.join(path)}.")
        value = value[name]
    if isinstance(value, dict | list):
        raise AltutorError(
            f"{experiment}'s setting {'.'.join(path)} has parts: name one of {', '.join(map(str, value))}."
        )
    return value


def rows(experiment: str) -> int:
    """Return how many rows of data the published run had: pool and held-out rows together."""
    return int(kept.results(experiment).data["rows"])


def shown(id_: str, column: str, digits: int = 3, sign: bool = False, percent: bool = False, **where: Any) -> str:
    """Return one number out of the data of a published figure.

    Parameters
    ----------
    id_
        ``EXPERIMENT/FIGURE``.
    column
        The column of its table.
    digits
        Decimals; of percent none.
    sign
        Write a plus, too.
    percent
        Write a share as percent.
    **where
        Values of other columns, which together pick one row.

    Raises
    ------
    AltutorError
        When the figure or a column is missing, or `where` does not pick exactly one row.
    """
    columns = kept.trace(id_).columns
    if unknown := {column, *where} - columns.keys():
        raise AltutorError(f"Figure {id_} has no column {', '.join(sorted(unknown))}; it has {', '.join(columns)}.")
    rows = [row for row in zip(*columns.values(), strict=True) if _fits(dict(zip(columns, row, strict=True)), where)]
    if len(rows) != 1:
        raise AltutorError(f"{len(rows)} rows of figure {id_} have {where}; name columns that pick one.")
    value = dict(zip(columns, rows[0], strict=True))[column]
    if not isinstance(value, int | float):
        return escape(str(value))
    if percent:
        text = wording.percent(value, plus=sign)
    else:
        text = wording.fixed(value, 0 if isinstance(value, int) else digits, sign)
    return text.replace("-", "−")


def claim(id_: str, says: str = "", *, prefix: str) -> str:
    """Return a claim as a box: statement, estimate, interval, seeds, verdict, link to the function that checks it.

    Parameters
    ----------
    id_
        ``EXPERIMENT/CLAIM``.
    says
        The verdict that the text around it relies on; empty where it relies on none.
    prefix
        Relative address of the site's root.

    Raises
    ------
    AltutorError
        When there is no such claim, or its verdict is not what the text says.
    """
    one = kept.claim(id_)
    _agree(id_, says)
    experiment = id_.partition("/")[0]
    words = wording.verdict(one)
    numbers = "not measured at this scale"
    if one["estimate"] is not None:
        level = f"{100 * one['level']:.0f}%"
        seeds_ = f"{counted(one, kept.results(experiment))} seeds"
        numbers = minus(f"<b>{wording.estimate(one)}</b>, {level} interval {wording.interval(one)}, {seeds_}")
    return (
        f'<aside class="claim v-{words.replace(" ", "-")}" aria-label="Claim">'
        f'<p class="statement">{escape(one["statement"])} <small>Predicted: {minus(wording.bound(one))}.</small></p>'
        f'<p class="numbers"><span class="verdict">{wording.SYMBOLS[words]} {words}</span> {numbers}. '
        f'<a href="{prefix}claims/{experiment}.md#{one["id"]}">How it is checked'
        f'<span class="visually-hidden">: {one["id"]}</span></a></p></aside>'
    )


def predicted(experiment: str, *ids: str, says: str | Sequence[str] = "", prefix: str) -> str:
    """Return a table of predictions beside what was found: of these claims, or of all.

    Parameters
    ----------
    experiment
        Whose claims.
    *ids
        Which of them; none for all.
    says
        The verdict of every row, or the verdicts in the order of the rows, that the text around the table relies on;
        empty where it relies on none.
    prefix
        Relative address of the site's root.

    Raises
    ------
    AltutorError
        When there is no such claim, or a verdict is not what the text says.
    """
    verdicts = [kept.claim(f"{experiment}/{id_}") for id_ in ids] or kept.results(experiment).claims
    relied_on = [says] * len(verdicts) if isinstance(says, str) else says
    if len(relied_on) != len(verdicts):
        raise AltutorError(
            f"a table of {experiment} has {len(verdicts)} claims, and the text says {len(relied_on)} verdicts: give "
            "one for each claim, or one for all."
        )
    for one, word in zip(verdicts, relied_on, strict=True):
        _agree(f"{experiment}/{one['id']}", word)
    links = [f"{prefix}claims/{experiment}.md#{one['id']}" for one in verdicts]
    return claims_table(verdicts, kept.results(experiment), links)


def _agree(id_: str, says: str) -> None:
    """Refuse a text that relies on another verdict than the published one."""
    if says and says != verdict(id_):
        raise AltutorError(
            f"the text says {says!r} of {id_}, and its published verdict is {verdict(id_)!r}: write what was found."
        )


def _measured(id_: str) -> wording.Claim:
    one = kept.claim(id_)
    if one["estimate"] is None:
        raise AltutorError(f"Claim {id_} was not measured ({one['note']}): quote another one.")
    return one


def _number(value: float, form: str, width: float) -> str:
    if form not in ("", "%", "+"):
        raise AltutorError(f"A number cannot be written as {form!r}: choose '', '%' or '+'.")
    if form == "%":
        places = wording.decimals(0 if abs(value) >= 0.1 or value == 0 else 1, 100 * width)
        text = wording.percent(value, places)
    else:
        text = ("+" if form == "+" and value > 0 else "") + wording.number(value, width)
    return text.replace("-", "−")


def _fits(row: dict[str, Any], where: dict[str, Any]) -> bool:
    return all(row[name] == value for name, value in where.items())
