from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from altutor import figures
from altutor.book import published_results as kept
from altutor.book.players import PLAYERS, Player, annotator, html, phase, trap
from altutor.book.players.annotator_texts import TEMPLATES, sentences
from altutor.book.players.player import MOST_DATA, inline
from altutor.data.trap import HIDDEN, VISIBLE_0, VISIBLE_1
from altutor.errors import AltutorError
from altutor.experiments.local_optimum.phase import closed_form
from altutor.experiments.local_optimum.settings import BUDGET, simulate_cell
from altutor.figures.style import style_of
from altutor.traces import Trace
from altutor.wording import fixed

ASSETS = Path(__file__).parents[2] / "docs" / "assets" / "players"
OURS = ("trap", "phase", "annotator")
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


def tiny(**changes: Any) -> Player:
    """Return a player of a few numbers."""
    still = Trace("s", "line", "t", "c", 'says "a" & b', {"series": ["a"], "x": [0], "y": [1]}, {"x": "x", "y": "y"})
    fields = {
        "name": "tiny",
        "title": "T < U",
        "caption": "c",
        "still": still,
        "table": ("all", {"x": [1], "y": [2.0]}),
    }
    return Player(**(fields | {"data": {"text": "</script><b>"}, "help": "keys"} | changes))


class Reader(HTMLParser):
    """Collect the tags of a page, their attributes, and the text of script elements."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


# Markup


def test_markup_is_whole_without_scripts() -> None:
    still = '<img src="still.svg" alt="says &quot;a&quot; &amp; b" width="640" height="300">'
    page = read(html(tiny(needs=("learner",)), still, "../"))
    assert page.all("figure") == [{"class": "player", "id": "player-tiny", "data-player": "tiny"}]
    (image,) = page.all("img")
    assert image["class"] == "player-still"
    assert (image["src"], image["width"], image["height"]) == ("still.svg", "640", "300")
    assert image["alt"] == 'says "a" & b'
    assert [one.get("scope") for one in page.all("th")] == ["col", "col", "row"]
    assert len(page.all("caption")) == len(page.all("summary")) == len(page.all("figcaption")) == 1
    sources = [one["src"] for one in page.all("script") if "src" in one]
    assert sources == [f"../assets/players/{name}.js" for name in ("player", "learner", "tiny")]
    assert json.loads(page.scripts[0]) == {"text": "</script><b>"}


def test_data_that_are_too_large_are_refused() -> None:
    with pytest.raises(AltutorError, match=r"player tiny take 60,\d+ bytes"):
        inline(tiny(data={"text": "x" * MOST_DATA}))


def test_data_that_json_cannot_hold_are_refused() -> None:
    with pytest.raises(AltutorError, match="cannot write"):
        inline(tiny(data={"value": float("nan")}))


@pytest.mark.parametrize("name", OURS)
def test_player_is_complete(name: str) -> None:
    made = PLAYERS[name]()
    assert made.name == name
    assert made is PLAYERS[name]()  # made once
    page = read(html(made, "<img >", ""))
    caption, columns = made.table
    assert caption
    assert len({len(column) for column in columns.values()}) == 1
    assert len(page.all("tr")) == 1 + len(next(iter(columns.values())))
    assert json.loads(page.scripts[0]) == json.loads(json.dumps(made.data))
    assert re.search(r"\d", made.still.alt)
    width, height = figures.draw(made.still).get_size_inches()
    assert width == 6.4
    assert 2 < height < 7
    assert (ASSETS / f"{name}.js").exists()


# Scripts and colours


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_scripts_are_classic_and_ask_nobody(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\s\"']+", text))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"^\s*(import|export)\b|\bfetch\(|XMLHttpRequest|\bimport\(|innerHTML|\beval\(", text, re.M)
    assert '"use strict"' in text


def colours() -> dict[str, dict[str, str]]:
    """Return the colour variables of player.css by scheme."""
    text = (ASSETS / "player.css").read_text(encoding="utf-8")
    blocks = {"default": r"^\.player \{(.*?)\}", "slate": r'^\[data-md-color-scheme="slate"\] \.player \{(.*?)\}'}
    found = {}
    for scheme, pattern in blocks.items():
        block = re.search(pattern, text, re.M | re.S)
        assert block
        found[scheme] = dict(re.findall(r"--player-([\w-]+): (#[0-9a-f]{6})", block[1]))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(top: str, bottom: str, share: float) -> str:
    pairs = [(int(top[i : i + 2], 16), int(bottom[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


@pytest.mark.parametrize(("scheme", "paper"), [("default", "#ffffff"), ("slate", "#1e2129")])
def test_colours_have_enough_contrast(scheme: str, paper: str) -> None:
    found = colours()
    names = found["default"] | found[scheme]
    for word in ("quiet", "random", "uncertainty"):
        assert contrast(names[word], paper) >= 4.5, word
    for mark in ("line", "random", "uncertainty", "focus"):
        # Marks lie on the shaded sides, too.
        for under in (paper, *(mixed(names[side], paper, 0.2) for side in ("side-0", "side-1"))):
            assert contrast(names[mark], under) >= 3.0, (mark, under)


def test_colours_of_strategies_are_those_of_the_figures() -> None:
    found = colours()["default"]
    for name in ("random", "uncertainty"):
        assert found[name] == style_of(name).ink.lower()


# Trap


@pytest.mark.parametrize("strategy", trap.PANELS)
def test_trap_shows_the_experiments_own_run(strategy: str) -> None:
    data = PLAYERS["trap"]().data
    points, history = simulate_cell("trap", strategy, trap.SEED)
    run = data["runs"][strategy]
    shown = np.column_stack([data["x"], data["y"]])
    assert np.abs(shown[run["asked"]] - points.features[list(history.queries)]).max() <= 0.0051
    assert {round: run["accuracy"][round] for round in history.accuracy} == history.accuracy
    assert run["weights"][-1] == pytest.approx([*history.model.coef_[0], *history.model.intercept_], abs=1e-4)
    right = history.model.predict(points.features) == points.labels
    sure = history.model.predict_proba(points.features).max(axis=1) > data["sure"]
    assert run["sure"][-1] == pytest.approx(sure.mean())
    assert run["sure_and_wrong"][-1] == pytest.approx((sure & ~right).mean())


def test_trap_weights_of_every_round_belong_to_its_labels() -> None:
    data = PLAYERS["trap"]().data
    points = np.column_stack([data["x"], data["y"]])
    labels = (np.array(data["cluster"]) != VISIBLE_0).astype(int)
    for run in data["runs"].values():
        for number in (0, 1, 17, BUDGET):
            rows = [*run["start"], *run["asked"][:number]]
            model = LogisticRegression(solver="newton-cholesky").fit(points[rows], labels[rows])
            # The page has two decimals of each feature.
            assert run["weights"][number] == pytest.approx([*model.coef_[0], *model.intercept_], abs=0.02)


def test_trap_table_still_and_data_say_the_same() -> None:
    made = PLAYERS["trap"]()
    _, columns = made.table
    assert columns["queries"] == list(range(BUDGET + 1))
    for name, run in made.data["runs"].items():
        assert columns[f"{name}: accuracy"] == run["accuracy"]
        asked = [made.data["clusters"][made.data["cluster"][row]] for row in run["asked"]]
        assert columns[f"{name}: asked about"][1:] == asked
        numbers = made.still.columns[name]
        assert [numbers[row] for row in run["asked"]] == list(range(1, BUDGET + 1))
        assert [numbers[row] for row in run["start"]] == [0, 0]
        assert made.still.labels["boundaries"][name] == run["weights"][-1]
    assert len(made.data["x"]) == len(made.still.columns["x"]) == trap.SHOWN_ROWS


def test_published_picture_shows_the_same_run() -> None:
    picture = kept.trace("local-optimum/trap-picture")
    made = PLAYERS["trap"]()
    for name in trap.PANELS:
        order = sorted(
            (number, x, y)
            for number, x, y in zip(picture.columns[name], picture.columns["x"], picture.columns["y"], strict=True)
            if number
        )
        own = [(made.data["x"][row], made.data["y"][row]) for row in made.data["runs"][name]["asked"]]
        assert np.abs(np.array(order)[:, 1:] - own).max() < 0.011


# Phase


def test_phase_fields_stand_where_the_script_looks() -> None:
    data = PLAYERS["phase"]().data
    published = kept.trace("local-optimum/trap-phase").columns
    expected = {
        (e, h, n): (share, form)
        for e, h, n, share, form in zip(
            *(published[name] for name in ("panel", "y", "x", "estimate", "closed_form")), strict=True
        )
    }
    found = {}
    for i, e in enumerate(data["shares"]):
        for j, h in enumerate(data["masses"]):
            for k, n in enumerate(data["starts"]):
                at = (i * len(data["masses"]) + j) * len(data["starts"]) + k
                found[e, h, n] = (data["share"][at], data["closed_form"][at])
                assert data["low"][at] <= data["share"][at] <= data["high"][at]
                assert data["closed_form"][at] == pytest.approx(closed_form(h, n, e), abs=5e-5)
    assert found == expected


def test_phase_intervals_are_exact() -> None:
    import pandas as pd
    from scipy.stats import beta

    point = {"hidden_mass": 0.1, "random_start": 5, "epsilon": 0.05}
    row = {"strategy": "phase", "seed": 0, "runs": 200, "stuck": 60, **point}
    (one,) = phase.measured(pd.DataFrame([row])).to_dict("records")
    assert one["low"] == pytest.approx(beta.ppf(0.025, 60, 141), abs=1e-4)
    assert one["high"] == pytest.approx(beta.ppf(0.975, 61, 140), abs=1e-4)


def test_phase_colours_run_over_the_scale_of_the_figure() -> None:
    stops = PLAYERS["phase"]().data["colours"]
    light = [luminance(stop) for stop in stops]
    assert light == sorted(light)
    assert min(max(contrast(stop, "#ffffff"), contrast(stop, "#000000")) for stop in stops) >= 4.5


# Annotator


@pytest.mark.parametrize("strategy", annotator.STRATEGIES)
def test_session_is_that_of_a_plain_loop(strategy: str) -> None:
    cases = [annotator.Case.draw(seed) for seed in range(3)]
    outcome = annotator.play(cases, strategy)
    for number, case in enumerate(cases):
        asked: list[int] = []
        kept_rows = list(case.pool.start(1))

        def fitted(rows: list[int], case: annotator.Case = case) -> LogisticRegression:
            learner = LogisticRegression(solver="newton-cholesky", tol=1e-10)
            return learner.fit(case.pool.features[rows], case.pool.labels[rows])

        for question in range(annotator.QUESTIONS):
            if strategy == "random":
                row = int(case.order[question])
            else:
                doubt = 1.0 - fitted(kept_rows).predict_proba(case.pool.features).max(axis=1)
                doubt[[*case.pool.start(1), *asked]] = -1.0
                row = int(np.argmax(doubt))
            asked.append(row)
            if question not in case.dev:
                kept_rows.append(row)
        model = fitted(kept_rows)
        dev = [asked[question] for question in case.dev]
        assert outcome.asked[number].tolist() == asked
        assert outcome.dev[number] == np.mean(model.predict(case.pool.features[dev]) == case.pool.labels[dev])
        assert outcome.heldout[number] == np.mean(model.predict(case.heldout.features) == case.heldout.labels)
        assert outcome.hidden[number] == case.pool.hidden[asked].sum()


def test_sessions_do_not_depend_on_those_beside_them() -> None:
    cases = [annotator.Case.draw(seed) for seed in range(4)]
    together = annotator.play(cases, "uncertainty")
    alone = annotator.play(cases[2:3], "uncertainty")
    assert together.asked[2].tolist() == alone.asked[0].tolist()
    assert together.heldout[2] == alone.heldout[0]


def test_average_sessions_show_what_the_player_is_for() -> None:
    average = PLAYERS["annotator"]().data["average"]
    assert average["uncertainty"]["gap"][1] > 0.1  # the dev split of chosen questions is too rosy
    assert abs(average["random"]["gap"][0]) < 0.03
    assert average["uncertainty"]["heldout"][2] < average["random"]["heldout"][1]


def test_sentences_tell_the_sense_of_the_name_and_repeat_no_question() -> None:
    made = sentences([VISIBLE_1, VISIBLE_0, HIDDEN] * 40)
    assert all(re.fullmatch(r"[^\[\]{}]*\[[A-Z][a-z]+\][^\[\]{}]*", text) for text in made)
    assert len(set(made)) == len(made)
    for cluster, templates in TEMPLATES.items():
        start = templates[0].partition("{}")[2].split()[0]
        assert start in made[[VISIBLE_1, VISIBLE_0, HIDDEN].index(cluster)]


def test_clubs_never_play_themselves() -> None:
    for text in sentences([HIDDEN] * 400):
        name = re.search(r"\[(.*)\]", text)
        assert name
        assert text.count(name[1]) == 1


def in_node(script: str, given: Any) -> Any:
    """Run a script under node with ``learner`` and what is ``given``; it returns a value."""
    assert NODE
    whole = (
        f"const learner = require({json.dumps(str(ASSETS / 'learner.js'))});"
        'const given = JSON.parse(require("fs").readFileSync(0, "utf8"));'
        f"console.log(JSON.stringify((() => {{ {script} }})()));"
    )
    done = subprocess.run([NODE, "-e", whole], input=json.dumps(given), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_node
def test_learner_of_the_page_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    problems = []
    for rows in (2, 3, 5, 10, 22, 60):
        for spread in (0.1, 1.0, 8.0):  # labels that a line parts, nearly parts, and does not
            X = np.round(rng.normal(size=(rows, 2)) * 4, 2)
            y = (X[:, 0] + spread * rng.normal(size=rows) > 0).astype(int)
            y[:2] = [0, 1]
            problems.append((X, y))
    found = in_node("return given.map(([X, y]) => learner.fit(X, y))", [[X.tolist(), y.tolist()] for X, y in problems])
    for (X, y), weights in zip(problems, found, strict=True):
        model = LogisticRegression(solver="newton-cholesky", tol=1e-12).fit(X, y)
        assert weights == pytest.approx([*model.coef_[0], *model.intercept_], abs=1e-6)


@needs_node
def test_session_of_the_page_is_the_one_that_the_table_shows() -> None:
    made = PLAYERS["annotator"]()
    script = """
        const run = (order) => {
          const session = learner.session(given, order);
          while (!session.done()) session.answer(given.label[session.question()]);
          return { asked: session.asked, weights: session.weights(), ...session.scores() };
        };
        return { uncertainty: run(), random: run(given.order) };"""
    found = in_node(script, made.data)
    _, columns = made.table
    for number, strategy in enumerate(annotator.STRATEGIES):
        outcome = annotator.play([annotator.Case.draw(annotator.SEED)], strategy)
        one = found[strategy]
        assert one["asked"] == outcome.asked[0].tolist()
        assert one["weights"] == pytest.approx(outcome.weights[0].tolist(), abs=1e-6)
        assert (one["dev"], one["heldout"]) == (outcome.dev[0], outcome.heldout[0])
        assert len(one["hidden"]) == outcome.hidden[0]
        assert columns["held-out accuracy"][2 * number] == fixed(one["heldout"], 3)
        assert made.still.columns[strategy].count(None) == annotator.POOL_ROWS - annotator.QUESTIONS - 2


@needs_node
def test_wrong_answers_of_the_reader_are_learnt_and_counted() -> None:
    script = """
        const session = learner.session(given);
        while (!session.done()) session.answer(1);
        return { ...session.scores(), answers: session.answers };"""
    data = PLAYERS["annotator"]().data
    found = in_node(script, data)
    assert found["wrong"] > 5
    assert found["answers"] == [1] * annotator.QUESTIONS
    assert found["heldout"] < 0.9
    assert 0.0 <= found["dev"] <= 1.0
