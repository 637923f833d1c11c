from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from altutor import figures
from altutor.errors import AltutorError
from altutor.figures.style import STYLES, WIDTH, Label, Style, label_ends, style_of
from altutor.traces import Trace


def trace(kind: str, columns: dict, labels: dict) -> Trace:
    return Trace("it", kind, "Title", "Caption.", "Alt.", columns, {"x": "queries", "y": "accuracy", **labels})


def curves(low: float | None = 0.4) -> Trace:
    names = ["random", "uncertainty", "epsilon 0.05", "random"]
    rows = [(panel, name, x) for panel, name in zip("aaab", names, strict=True) for x in (0, 30, 60)]
    columns = dict(zip(("panel", "series", "x"), (list(column) for column in zip(*rows, strict=True)), strict=True))
    n = len(rows)
    columns |= {"estimate": [0.5 + 0.01 * i for i in range(n)], "low": [low] * n, "high": [low and 0.7] * n}
    return trace("curves", columns, {"panels": {"a": "trap", "b": "control: no hidden cluster"}})


def closed_form(series: list[str], measured: bool) -> Trace:
    x = list(range(1, 31))
    values = [0.5 if measured or i % 5 == 0 else None for i in x]
    columns = {
        "series": [name for name in series for _ in x],
        "x": x * len(series),
        "estimate": values * len(series),
        "low": [value and value - 0.1 for value in values] * len(series),
        "high": [value and value + 0.1 for value in values] * len(series),
        "closed_form": [i / 30 for i in x] * len(series),
    }
    return trace("closed-form", columns, {})


def trap_picture() -> Trace:
    rng = np.random.default_rng(0)
    columns = {
        "x": rng.normal(size=30).tolist(),
        "y": rng.normal(size=30).tolist(),
        "cluster": ["class 1", "class 0", "hidden class 1"] * 10,
        "uncertainty": [0, 0, 1, 2] + [None] * 26,
        "random": [0, 0] + [None] * 26 + [1, 2],
    }
    labels = {
        "panels": {"uncertainty": "uncertainty", "random": "random"},
        "boundaries": {"uncertainty": [1.0, 0.5, 0.1], "random": [0.0, 1.0, -0.5]},
    }
    return trace("trap-picture", columns, labels)


def null(found: float) -> Trace:
    columns = {"from": [0.4, 0.45, 0.5, 0.55], "to": [0.45, 0.5, 0.55, 0.6], "permutations": [10, 60, 50, 5]}
    return trace("null", columns, {"found": found, "name": f"AUC {found}"})


def two_kinds() -> Trace:
    x, y = np.random.default_rng(0).normal(size=(2, 30)).tolist()
    return trace("map", {"x": x, "y": y, "series": ["other texts of the pool"] * 20 + ["chosen texts"] * 10}, {})


def two_histograms() -> Trace:
    columns = {"from": [0, 5, 10], "to": [5, 10, 15], "chosen texts": [0.1, 0.6, 0.3], "random texts": [0.5, 0.5, 0.0]}
    return trace("two-histograms", columns, {"series": ["chosen texts", "random texts"]})


TRACES = {
    "curves": curves(),
    "curves of one seed": curves(low=None),
    "closed form, lines": closed_form(["random", "epsilon 0.1", "uncertainty"], measured=True),
    "closed form, points": closed_form(["random"], measured=False),
    "trap picture": trap_picture(),
    "null, found far right": null(0.95),
    "null, found far left": null(0.1),
    "null, found among the bars": null(0.5),
    "map": two_kinds(),
    "two histograms": two_histograms(),
}


@pytest.mark.parametrize("it", TRACES.values(), ids=TRACES)
def test_files_are_the_same_bytes_each_time_and_as_wide_as_the_page(it: Trace, tmp_path: Path) -> None:
    first, second = figures.save(it, tmp_path / "a"), figures.save(it, tmp_path / "b")
    assert [path.name for path in first] == ["it.png", "it.svg"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert imread(first[0]).shape[1] == WIDTH * 150
    assert "dc:date" not in first[1].read_text()


@pytest.mark.parametrize("it", TRACES.values(), ids=TRACES)
def test_all_words_lie_within_the_picture_and_axes_are_named(it: Trace) -> None:
    with matplotlib.rc_context(figures.style.RC):
        figure = figures.draw(it)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    page = figure.bbox
    for text in figure.findobj(Text):
        # Matplotlib keeps tick labels beyond the limits of the axes, and does not draw them.
        if text.get_text() and text.get_visible() and text not in _ticks(figure):
            box = text.get_window_extent(canvas.get_renderer())
            assert page.x0 <= box.x0 <= box.x1 <= page.x1, text.get_text()
            assert page.y0 <= box.y0 <= box.y1 <= page.y1, text.get_text()
    assert figure.axes[-1].get_xlabel() == "queries"
    assert figure.axes[0].get_ylabel() == "accuracy"


def _ticks(figure: Figure) -> list[Text]:
    return [text for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for text in axis.get_ticklabels(which="both")]


def test_lines_show_the_numbers_of_the_trace() -> None:
    it = curves()
    left, right = figures.draw(it).axes
    drawn = {tuple(line.get_ydata()) for line in [*left.lines, *right.lines]}
    estimates = it.columns["estimate"]
    assert drawn == {tuple(estimates[i : i + 3]) for i in range(0, len(estimates), 3)}
    assert {text.get_text() for text in left.texts} == {"random", "uncertainty", "epsilon 0.05"}


def test_picture_rings_the_rows_that_were_asked_about() -> None:
    it = trap_picture()
    rings = [c.get_offsets() for c in figures.draw(it).axes[0].collections if len(c.get_offsets()) == 2]
    expected = np.column_stack([it.columns["x"], it.columns["y"]])
    assert any(np.allclose(found, expected[2:4]) for found in rings)
    assert any(np.allclose(found, expected[0:2]) for found in rings)


def test_null_shows_the_found_value_beside_every_permutation() -> None:
    it = null(0.95)
    (ax,) = figures.draw(it).axes
    assert [bar.get_height() for bar in ax.patches] == it.columns["permutations"]
    assert [line.get_xdata()[0] for line in ax.lines] == [0.95]
    assert ax.get_xlim()[0] < 0.4 < 0.95 < ax.get_xlim()[1]
    assert [text.get_text() for text in ax.texts] == ["AUC 0.95"]


def test_map_shows_each_point_in_the_style_of_its_series() -> None:
    it = two_kinds()
    (ax,) = figures.draw(it).axes
    others, chosen = (np.asarray(found.get_offsets()) for found in ax.collections)
    expected = np.column_stack([it.columns["x"], it.columns["y"]])
    np.testing.assert_allclose(others, expected[:20])
    np.testing.assert_allclose(chosen, expected[20:])
    assert matplotlib.colors.to_hex(ax.collections[1].get_edgecolor()[0]) == STYLES["chosen texts"].colour.lower()


def test_histograms_show_the_shares_of_both_samples() -> None:
    it = two_histograms()
    (ax,) = figures.draw(it).axes
    drawn = [outline.get_data() for outline in ax.patches]
    assert [found.values.tolist() for found in drawn] == [it.columns["chosen texts"], it.columns["random texts"]]
    assert drawn[0].edges.tolist() == [0, 5, 10, 15]
    assert drawn[0].edges.tolist() == drawn[1].edges.tolist()


def test_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(AltutorError, match=r"kind 'pie'.*curves.*upgrade"):
        figures.draw(trace("pie", {}, {}))


def test_kinds_name_functions_that_exist() -> None:
    from importlib import import_module

    for target in figures.KINDS.values():
        module, function = target.split(":")
        assert callable(getattr(import_module(module), function))


def test_nothing_global_changes(tmp_path: Path) -> None:
    code = (
        "import sys, altutor.figures; assert 'matplotlib' not in sys.modules\n"
        "import matplotlib; before = matplotlib.rcParams.copy()\n"
        "sys.path.insert(0, sys.argv[1]); from pathlib import Path; from test_figures import curves\n"
        "altutor.figures.save(curves(), Path(sys.argv[2]))\n"
        "assert 'matplotlib.pyplot' not in sys.modules; assert matplotlib.rcParams.copy() == before"
    )
    subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)], check=True)


def test_strategies_differ_in_colour_and_in_marker() -> None:
    strategies = ("random", "uncertainty", "epsilon", "beam", "greedy", "committee")
    styles = [STYLES[name] for name in strategies]
    assert len({style.colour for style in styles}) == len({style.marker for style in styles}) == len(styles)
    assert style_of("epsilon 0.2") is STYLES["epsilon"]
    assert style_of("something else") not in STYLES.values()


@given(st.from_regex(re.compile(r"#[0-9A-F]{6}", re.ASCII), fullmatch=True))
def test_words_in_a_colour_can_be_read(colour: str) -> None:
    from matplotlib.colors import to_rgb

    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(Style(colour, "o").ink)]
    luminance = float(np.dot([0.2126, 0.7152, 0.0722], linear))
    assert 1.05 / (luminance + 0.05) >= 4.45  # rounding to 256 steps


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_labels_keep_their_distance_and_their_order(heights: list[float]) -> None:
    ax = Figure().subplots()
    ax.set_ylim(0, 1)
    label_ends(ax, [Label(0, y, str(i)) for i, y in enumerate(heights)], gap=0.1)
    placed = {int(text.get_text()): text.xy[1] for text in ax.texts}
    ordered = sorted(placed.values())
    assert all(b - a >= 0.1 - 1e-9 for a, b in pairwise(ordered))
    assert max(ordered) <= 1.0
    order = sorted(placed, key=placed.get)
    assert [heights[i] for i in order] == sorted(heights)
