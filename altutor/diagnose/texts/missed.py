"""Regions of the pool that the choice never looked at."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.bias.holm import holm
from altutor.diagnose.finding import RANDOM, Finding, Passage, Step
from altutor.traces import Trace
from altutor.wording import fixed, percent

if TYPE_CHECKING:
    from altutor.diagnose.pipeline.base_view import BaseView
    from altutor.diagnose.texts.clusters import Regions
    from altutor.diagnose.words import Sides

EXPECTED = 10  # chosen texts that chance gives a region
FEWEST, MOST = 10, 200  # regions
LEAST_TEXTS = 20  # texts a region holds on average; smaller ones are no regions
FEW = 0.2  # of what chance gives: a region with more of it was looked at
LEVEL = 0.05
STOP, LOOK = 0.10, 0.05  # share of the pool in regions that were never looked at
SHOWN = 12  # regions in the picture
READ, EXAMPLES = 5, 3  # regions with texts to read, and texts of each
SCORED = 500  # texts of such regions that the pipeline reads
WANTED = 20  # random texts that should fall in such regions
POOL = "other texts of the pool"
NUMBERED = "no. "  # how regions are called in a report without words, which nobody can look up


def n_regions(n_chosen: int, n_texts: int) -> int:
    """Return into how many regions to divide the texts, so that chance gives about ten chosen texts to each.

    Parameters
    ----------
    n_chosen
        Chosen texts.
    n_texts
        All texts, chosen ones and others. Regions hold 20 texts on average, at least.

    Returns
    -------
    int
        From 10 to 200.
    """
    return max(FEWEST, min(MOST, n_chosen // EXPECTED, n_texts // LEAST_TEXTS))


def missed(sides: Sides, regions: Regions, view: BaseView | None = None) -> Finding:
    """Find the regions that hold no chosen text, or hardly any, although chance would have given some.

    Were the chosen texts drawn at random from all, a region of ``n_r`` of the ``N`` texts would hold a hypergeometric
    number of the ``n`` chosen ones. The p-value of a region is the chance of so few; that of the finding is the
    smallest, adjusted for the number of regions (Holm, 1979). Where it is below 0.05, a region counts as never looked
    at if its p-value passes the procedure of Benjamini and Hochberg (1995) at 5%, and it holds at most a fifth of the
    chosen texts that chance gives.

    Parameters
    ----------
    sides
        Chosen texts and others.
    regions
        Of all rows of `sides`, made without regard to who was chosen.
    view
        What the untouched pipeline says of them; used for how sure it is there.

    Returns
    -------
    Finding
        Its effect is the share of the pool in regions that were never looked at. The interval (Wilson, 1927) takes the
        texts as a sample and the regions as they are.
    """
    from scipy import stats

    everything = np.concatenate([sides.chosen, sides.others])
    size, found = (np.bincount(regions.of_row[rows], minlength=regions.k) for rows in (everything, sides.chosen))
    expected = size * len(sides.chosen) / len(everything)
    p_values = stats.hypergeom.cdf(found, len(everything), size, len(sides.chosen))
    p_value = float(holm(p_values).min())
    named = (stats.false_discovery_control(p_values) < LEVEL) & (p_value < LEVEL)
    order = np.lexsort((found - expected, p_values))
    passed_over = named & (found <= FEW * expected)
    order = np.concatenate([order[passed_over[order]], order[~passed_over[order]]])
    never = order[: passed_over.sum()]
    # The chosen texts belong to the pool; beside random or held-out texts they do not belong to what these stand for.
    counted = everything if sides.name == POOL else sides.others
    inside = int(np.isin(regions.of_row[counted], never).sum())
    share = inside / len(counted)
    interval = stats.binomtest(inside, len(counted)).proportion_ci(method="wilson")
    whole = "the pool" if sides.name == POOL else f"the {sides.name}"
    unlooked = int(found[never].sum())
    what = _what(len(never), regions.k, unlooked, expected[never].sum(), share, whole)
    return Finding(
        id="missed",
        section=3,
        question="Are there kinds of texts that were never looked at?",
        answer=what + _meaning(len(never)) + (_sure(regions, never, view) if view is not None else ""),
        method=(
            f"All texts were divided into {regions.k} regions by their words (k-means), blind to who was chosen. For "
            "each, the exact chance (hypergeometric) of so few chosen texts; the smallest is adjusted for how many "
            "regions there are (Holm, 1979). Never looked at: those that pass the procedure of "
            "Benjamini and Hochberg (1995) at 5% and hold at most a fifth of what chance gives. The interval (Wilson, "
            "1927) takes the regions as they are. A region to which chance gives fewer than about five chosen texts "
            "cannot be found, so the share may be larger."
        ),
        chapter="03_local_optima#how-likely-is-a-miss-two-closed-forms",
        effect=share,
        low=float(interval.low),
        high=float(interval.high),
        unit=f"share of {whole} in regions never looked at",
        sizes=sides.sizes | {"regions": regions.k},
        p_value=p_value,
        trace=_trace(regions, size, found, len(everything), order, never, what),
        passages=_passages(sides, regions, never),
        step=_step(share, len(never), what, regions, never),
    )


def _what(n: int, k: int, found: int, expected: float, share: float, whole: str) -> str:
    if n == 0:
        return f"None of {k} regions was passed over: each holds chosen texts, or too few texts to tell."
    regions, hold = ("regions were", "Together they hold") if n > 1 else ("regions was", "It holds")
    seen = "hardly looked at" if found else "never looked at"
    return (
        f"{n} of {k} {regions} {seen}. {hold} {percent(share)} of {whole} and {found or 'none'} of the "
        f"chosen texts, where chance gives {fixed(expected, 0)}."
    )


def _meaning(n: int) -> str:
    if n == 0:
        return ""
    return (
        " What the model does on such texts, no score on chosen texts can tell. More may have been passed over: small "
        "kinds of texts, and those spread over several regions, are not seen."
    )


def _sure(regions: Regions, never: NDArray[np.intp], view: BaseView) -> str:
    """Say how sure the untouched pipeline is in the regions never looked at, beside elsewhere."""
    sides = view.sides
    inside = sides.others[np.isin(regions.of_row[sides.others], never)]
    elsewhere = ~np.isin(regions.of_row[view.others.rows], never)
    if not len(inside) or not elsewhere.any():
        return ""
    here = view.more(inside[np.linspace(0, len(inside) - 1, min(len(inside), SCORED)).astype(int)]).confidence.mean()
    there = view.others.confidence[elsewhere].mean()
    return (
        f" The untouched pipeline's confidence is {fixed(float(here), 2)} in them and {fixed(float(there), 2)} "
        "elsewhere."
    )


def _step(share: float, n: int, what: str, regions: Regions, never: NDArray[np.intp]) -> Step | None:
    if share < LOOK:
        return None
    texts = max(RANDOM, 10 * ceil(WANTED / share / 10))  # random labels serve every purpose at once
    names = [_name(regions, r) for r in never[:READ] if not _name(regions, r).startswith(NUMBERED)]
    listed = f" ({'; '.join(names)})" if names else ""
    return Step(
        "stop" if share >= STOP else "look",
        share,
        what,
        f"Label {texts} random texts of the pool, of which about {share * texts:.0f} fall in "
        f"{'these regions' if n > 1 else 'this region'}, and choose further texts from there, too{listed}.",
    )


def _name(regions: Regions, region: int) -> str:
    """Return the terms that are typical of a region."""
    return ", ".join(str(term) for term in regions.terms[region][:3])


def _passages(sides: Sides, regions: Regions, never: NDArray[np.intp]) -> tuple[Passage, ...]:
    """Return texts of the largest regions never looked at, the most typical ones first; a chosen one would not do."""
    chosen = set(sides.chosen.tolist())
    passages = []
    for region in never[:READ]:
        rows = [int(row) for row in regions.typical[region] if int(row) not in chosen][:EXAMPLES]
        passages.append(Passage(f"Never looked at: {_name(regions, region)}", tuple(sides.texts[row] for row in rows)))
    return tuple(passages)


def _trace(
    regions: Regions,
    size: NDArray[np.int64],
    found: NDArray[np.int64],
    n: int,
    order: NDArray[np.intp],
    never: NDArray[np.intp],
    what: str,
) -> Trace:
    """Return the regions with the fewest chosen texts for their size, each beside what chance gives it."""
    from scipy import stats

    columns: dict[str, list[object]] = {name: [] for name in ("group", "label", "series", "estimate", "low", "high")}
    names = dict[str, int]()
    for region in order[:SHOWN]:
        name = _name(regions, region)[:34]
        names[name] = names.get(name, 0) + 1  # two regions may share their terms
        by_chance = stats.hypergeom(n, size[region], found.sum())
        low, high = by_chance.ppf([0.025, 0.975])
        for series, row in (
            ("chosen texts", (int(found[region]), None, None)),
            ("by chance", (round(float(by_chance.mean()), 2), float(low), float(high))),
        ):
            columns["group"].append("Never looked at" if region in never else "Fewest of the others")
            columns["label"].append(name if names[name] == 1 else f"{name} ({names[name]})")
            columns["series"].append(series)
            for column, value in zip(("estimate", "low", "high"), row, strict=True):
                columns[column].append(value)
    return Trace(
        id="diagnose-missed",
        kind="dots",
        title="Chosen texts by region, beside what chance gives",
        caption=(
            f"The {min(SHOWN, regions.k)} of {regions.k} regions with the smallest p-values, named by typical terms: "
            "how many chosen texts each holds, and how many it would hold had chance chosen (mean, and the range of "
            "95% of random choices). A dot far to the left of its range is a region that was passed over."
        ),
        alt=f"Dots by region: chosen texts beside the range that chance gives. {what}",
        columns=columns,
        labels={"x": "chosen texts in the region"},
    )
