"""The phase diagram of the trap: how often uncertainty sampling is stuck, measured beside the closed form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from altutor.book import published_results as kept
from altutor.book.players.player import Player
from altutor.claims import LEVEL
from altutor.experiments.local_optimum.phase import points
from altutor.experiments.local_optimum.settings import BUDGET
from altutor.traces import DIGITS

if TYPE_CHECKING:
    import pandas as pd

STOPS = 32  # steps of the colour scale
COLUMNS = {
    "hidden_mass": "hidden mass h",
    "random_start": "random labels in the start n",
    "epsilon": "share of random queries e",
    "runs": "runs",
    "share": "share stuck",
    "low": "interval from",
    "high": "to",
    "closed_form": "closed form",
}


def player() -> Player:
    """Return the published diagram."""
    still = kept.trace("local-optimum/trap-phase")
    at = measured(kept.results("local-optimum").table())
    table = {heading: at[column].tolist() for column, heading in COLUMNS.items()}
    table["random labels in the start n"] = at["random_start"].astype(int).tolist()
    return Player(
        name="phase",
        title="Where uncertainty sampling is stuck",
        caption=f"Each field: the share of runs that had no label in the hidden cluster after {BUDGET} queries. "
        "In brackets: the closed form. Move over the fields, and change the share of random queries.",
        still=still,
        table=(
            f"Share of runs without a label in the hidden cluster after {BUDGET} queries, with its {LEVEL:.0%} "
            "interval, and the closed form",
            table,
        ),
        data=_data(at),
        help="Keys: in the grid, arrows move the field, Page Up and Page Down change e.",
    )


def measured(table: pd.DataFrame) -> pd.DataFrame:
    """Return the points of the diagram, by share of random queries, mass and start, with exact intervals."""
    from scipy import stats

    at = points(table).sort_values(["epsilon", "hidden_mass", "random_start"])
    exact = [
        stats.binomtest(int(stuck), int(runs)).proportion_ci(LEVEL)
        for stuck, runs in zip(at["stuck"], at["runs"], strict=True)
    ]
    return at.assign(
        runs=at["runs"].astype(int),
        share=(at["stuck"] / at["runs"]).round(DIGITS),
        low=[round(float(one.low), DIGITS) for one in exact],
        high=[round(float(one.high), DIGITS) for one in exact],
        closed_form=at["closed_form"].round(DIGITS),
    )


def _data(at: pd.DataFrame) -> dict[str, Any]:
    """Return the diagram by e, h and n in this order, the last one fastest, and its colours."""
    import matplotlib
    from matplotlib.colors import to_hex

    from altutor.figures.phase import COLOURS

    scale = matplotlib.colormaps[COLOURS]
    return {
        "budget": BUDGET,
        "shares": sorted(at["epsilon"].unique().tolist()),
        "masses": sorted(at["hidden_mass"].unique().tolist()),
        "starts": sorted(at["random_start"].astype(int).unique().tolist()),
        **{name: at[name].tolist() for name in ("runs", "share", "low", "high", "closed_form")},
        "colours": [to_hex(scale(step / STOPS)) for step in range(STOPS + 1)],
    }
