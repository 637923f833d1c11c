"""The players of chapter 5, tags and minutes: their data, and the sums that the page does with them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from altutor import figures
from altutor.book import published_results as kept
from altutor.book.players import PLAYERS, minutes, player, tags
from altutor.claims import interval
from altutor.data.corpus import Corpus
from altutor.data.newswire import load_newswire, source_texts
from altutor.data.newswire.stories import Draft, target_drafts
from altutor.data.newswire.training import Settings, train
from altutor.errors import AltutorError
from altutor.experiments.ag_news_org import tags as recording
from altutor.experiments.ag_news_org.measures import f_of, over_heldout
from altutor.ner.annotator import Cost
from altutor.ner.loop import Protocol, run_cell

ASSETS = Path(__file__).parents[2] / "docs" / "assets" / "players"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


@pytest.fixture(scope="module")
def table() -> Any:
    return kept.results("ag-news-org").table()


# What is recorded


def test_texts_are_the_first_that_fulfil_each_wish() -> None:
    corpus = load_newswire()
    drafts = target_drafts(len(corpus.pool) + len(corpus.heldout), 0)[len(corpus.pool) :]
    chosen = recording.choose(drafts)
    assert len(set(chosen)) == len(recording.WISHES)
    recorded = tags.read()
    for i, wish, text in zip(chosen, recording.WISHES, recorded["texts"], strict=True):
        same = corpus.heldout[i]
        assert (same.text, same.row, [list(span) for span in same.spans]) == (text["text"], text["row"], text["gold"])
        assert text["about"] == wish.about
        assert wish.fits(drafts[i])
        assert not any(
            wish.fits(draft) and len(draft.text) <= recording.LONGEST
            for j, draft in enumerate(drafts[:i])
            if j not in chosen
        )
    assert recorded["data"] == json.loads(json.dumps(corpus.source)), "the generator has changed: record anew"


def test_a_wish_that_no_text_fulfils_is_named() -> None:
    with pytest.raises(AltutorError, match="'Clubs named by their city'"):
        recording.choose([Draft("Snow fell.", "World", ())])


def test_recorded_counts_fit_together() -> None:
    recorded = tags.read()
    totals = {now["tp"] + now["fn"] for run in recorded["runs"] for now in run["rounds"]}
    assert len(totals) == 1, "the held-out set is the same throughout"
    starts = {json.dumps(run["rounds"][0]["marked"]) for run in recorded["runs"]}
    assert len(starts) == 1, "all start from the same base"
    for run in recorded["runs"]:
        assert [now["labels"] for now in run["rounds"]] == [
            n * recorded["config"]["labels"] for n in range(recorded["config"]["rounds"] + 1)
        ]
        for now in run["rounds"]:
            for text, marked in zip(recorded["texts"], now["marked"], strict=True):
                edges = [edge for span in marked for edge in span]
                assert edges == sorted(edges), "spans are in order and do not overlap"
                assert all(text["text"][a:b] == text["text"][a:b].strip() != "" for a, b in marked)


def test_recorder_keeps_what_the_loop_does() -> None:
    whole = load_newswire(80, 40)
    corpus = Corpus(whole.name, whole.pool, whole.heldout, whole.source)
    nlp = train(source_texts(200), replace(Settings(), n_texts=200, epochs=6, batch=8))
    nlp.meta |= {"name": "tiny", "version": "0"}
    from altutor.ner.base import recogniser
    from altutor.ner.entities import predict

    recogniser(nlp).moves.cfg["neg_key"] = "rejected"
    watched = corpus.heldout[:20]
    bench = recording.WatchingBench(corpus, nlp, watched)
    docs = [nlp.make_doc(text.text) for text in watched]
    base = [
        [(doc[a:b].start_char, doc[a:b].end_char) for a, b, label in found if label == "ORG"]
        for doc, found in zip(docs, predict(nlp, docs), strict=True)
    ]
    assert any(base), "a base that marks nothing would test nothing"
    protocol = Protocol(rounds=2, labels=10, candidates=30, epochs=1)
    told: list[tuple[str, int]] = []
    runs = recording.record(bench, protocol, lambda name, number: told.append((name, number)))
    assert [run["name"] for run in runs] == list(recording.CELLS)
    assert told == [(name, number) for name in recording.CELLS for number in range(3)]
    for run, cell in zip(runs, recording.CELLS.values(), strict=True):
        assert run["rounds"][0]["marked"] == base
        rows = [row for row in run_cell(bench, cell, protocol, recording.SEED) if row["kind"] == "round"]
        assert [now["tp"] for now in run["rounds"]] == [sum(row["tp"]) for row in rows]
        assert [now["dev_after"] for now in run["rounds"]] == [row["dev_after"] for row in rows]


def test_command_without_a_place_to_write_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert recording.main([]) == 2
    assert "ag_news_org.tags OUT" in capsys.readouterr().err


# Tags


@pytest.mark.parametrize(
    ("gold", "marked", "expected"),
    [
        ([], [], (0, 0, 0)),
        ([(0, 3)], [(0, 3)], (1, 0, 0)),
        ([(0, 3)], [(0, 4)], (0, 1, 1)),
        ([(0, 3), (5, 9)], [(5, 9), (10, 12)], (1, 1, 1)),
        ([], [(1, 2)], (0, 0, 1)),
    ],
)
def test_only_exact_borders_are_right(gold: list, marked: list, expected: tuple) -> None:
    assert tags.judged(gold, marked) == expected


def test_tags_table_data_and_picture_agree_with_the_recording() -> None:
    made, recorded = PLAYERS["tags"](), tags.read()
    _, columns = made.table
    assert len(columns["round"]) == len(recorded["runs"]) * (recorded["config"]["rounds"] + 1)
    still = made.still.columns
    row = 0
    for run in recorded["runs"]:
        for number, now in enumerate(run["rounds"]):
            assert (columns["feedback"][row], columns["round"][row]) == (run["name"], number)
            precision = now["tp"] / max(now["tp"] + now["fp"], 1)
            recall = now["tp"] / (now["tp"] + now["fn"])
            assert columns["precision"][row] == pytest.approx(precision, abs=1e-4)
            assert columns["recall"][row] == pytest.approx(recall, abs=1e-4)
            assert columns["f"][row] == pytest.approx(2 * precision * recall / (precision + recall), abs=1e-4)
            drawn = [
                (span, marks)
                for name, x, span, marks in zip(
                    still["series"], still["round"], still["span"], still["marks"], strict=True
                )
                if (name, x) == (run["name"], number)
            ]
            found = sum(marks for span, marks in drawn if span != tags.WRONG_ROW)
            assert found == columns["right"][row]
            assert sum(marks for span, marks in drawn if span == tags.WRONG_ROW) == columns["wrong"][row]
            assert columns["right"][row] + columns["missed"][row] == sum(len(t["gold"]) for t in recorded["texts"])
            row += 1
    assert set(made.data["shown"]) <= {run["name"] for run in made.data["runs"]}


def test_tags_say_that_they_are_one_run_on_a_stand_in() -> None:
    caption = PLAYERS["tags"]().caption
    assert "One run (seed 0)" in caption
    assert "generated stand-in" in caption


def test_missing_or_other_recording_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    with pytest.raises(AltutorError, match=r"cannot be read .*python -m altutor\.experiments\.ag_news_org\.tags"):
        tags.read()
    (tmp_path / "newswire-tags").mkdir()
    file = tmp_path / "newswire-tags" / "trace.json"
    file.write_text('{"schema": 1, "runs": [{"name": "other"}]}')
    with pytest.raises(AltutorError, match="does not hold what the player of tags shows"):
        tags.read()
    file.write_text('{"schema": 1, "runs"')
    with pytest.raises(AltutorError, match="cannot be read"):
        tags.read()


# Minutes


def test_minutes_can_be_computed_anew_from_the_counts() -> None:
    made = PLAYERS["minutes"]()
    caption, columns = made.table
    cost = made.data["cost"]
    published = kept.trace("ag-news-org/org-curves").columns
    drawn: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for name, panel, x, estimate in zip(
        published["series"], published["panel"], published["x"], published["estimate"], strict=True
    ):
        drawn.setdefault((name, panel), []).append((x, estimate))
    assert f"{cost['read']:g} a token read" in caption
    for name, number, f in zip(columns["method"], columns["round"], columns["F"], strict=True):
        method = made.data["methods"][name]
        spent = cost["read"] * method["tokens"][number] + cost["mark"] * method["spans"][number]
        spent = (spent + cost["decide"] * method["decisions"][number]) / 60
        assert drawn[name, "annotator minutes"][number] == pytest.approx((spent, f), abs=0.01)
        assert drawn[name, "labels"][number] == pytest.approx((method["labels"][number], f), abs=0.01)
        assert np.mean(method["f"][number]) == pytest.approx(f, abs=1e-4)


def test_minutes_show_the_published_ratio_at_which_the_verdict_flips() -> None:
    made = PLAYERS["minutes"]()
    one, other = (made.data["methods"][name] for name in made.data["pair"])
    gain = [(np.mean(m["f"][-1]) - np.mean(m["f"][0])) / m["labels"][-1] for m in (one, other)]
    caption = kept.trace("ag-news-org/org-curves").caption
    assert re.search(r"less than ([\d.]+) of the seconds", caption)[1] == f"{gain[0] / gain[1]:.2f}"


def test_minutes_picture_is_the_published_one_with_the_players_methods() -> None:
    still = PLAYERS["minutes"]().still
    assert set(still.columns["series"]) == set(minutes.METHODS)
    assert still.kind == "stacked-curves"


@pytest.mark.parametrize("name", ["tags", "minutes"])
def test_player_is_light_and_whole(name: str, tmp_path: Path) -> None:
    made = PLAYERS[name]()
    assert made.name == name
    assert len(player.inline(made).encode()) <= player.MOST_DATA
    caption, columns = made.table
    assert caption
    assert len({len(column) for column in columns.values()}) == 1
    assert re.search(r"\d", made.still.alt)
    assert len(figures.save(made.still, tmp_path)) == 2
    width, height = figures.draw(made.still).get_size_inches()
    assert width == 6.4
    assert 3 < height < 9
    for script in (*made.needs, name):
        assert len((ASSETS / f"{script}.js").read_text(encoding="utf-8").splitlines()) < 250


# The sums of the page


def in_node(program: str, given: Any) -> Any:
    """Run a program that has interval.js as `it` and the input as `given`, and return what it returns."""
    whole = (
        f"const it = require({json.dumps(str(ASSETS / 'interval.js'))});"
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"process.stdout.write(JSON.stringify((() => {{{program}}})()));"
    )
    done = subprocess.run([NODE, "-e", whole], input=json.dumps(given), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ESTIMATE = """
const { methods, strata, t } = given.data;
return given.asked.map(([name, round]) => {
  const { f, without } = methods[name];
  return it.estimate({ seeds: f[round], without: without[round] }, strata, t);
});"""


@needs_node
def test_intervals_of_the_page_are_those_of_the_package(table: Any) -> None:
    data = PLAYERS["minutes"]().data
    rounds = range(len(next(iter(data["methods"].values()))["f"]))
    asked = [(name, number) for name in data["methods"] for number in rounds]
    for (name, number), found in zip(asked, in_node(ESTIMATE, {"data": data, "asked": asked}), strict=True):
        expected = interval(over_heldout(f_of(minutes.METHODS[name], number))(table))
        assert [found["middle"], found["low"], found["high"]] == pytest.approx(expected, abs=3e-4), (name, number)


DIFFERENCE = """
const { methods, strata, t, cost } = given.data;
const at = (name, minutes) => {
  const { f, without, tokens, spans, decisions } = methods[name];
  const x = tokens.map((n, i) => (cost.read * n + cost.mark * spans[i] + cost.decide * decisions[i]) / 60);
  const [n, share] = it.between(x, minutes);
  const mix = (rounds) => rounds[n].map((value, i) => (1 - share) * value + share * rounds[n + 1][i]);
  return { seeds: mix(f), without: mix(without) };
};
const minus = (a, b) => a.map((value, i) => value - b[i]);
return given.asked.map(([one, other, minutes]) => {
  const [a, b] = [at(one, minutes), at(other, minutes)];
  return it.estimate({ seeds: minus(a.seeds, b.seeds), without: minus(a.without, b.without) }, strata, t);
});"""


@needs_node
def test_differences_of_the_page_are_those_of_the_package(table: Any) -> None:
    data = PLAYERS["minutes"]().data
    names = list(minutes.METHODS)
    cost = Cost(0.1, 5.0, 2.0)
    data = {**data, "cost": {"read": cost.read, "mark": cost.mark, "decide": cost.decide}}
    asked = [(one, other, at) for one, other in pairwise(names) for at in (1, 40.5, 77, 90)]
    for (one, other, at), found in zip(asked, in_node(DIFFERENCE, {"data": data, "asked": asked}), strict=True):
        expected = interval(minutes.difference(table, one, other, at, cost))
        assert [found["middle"], found["low"], found["high"]] == pytest.approx(expected, abs=3e-4), (one, other, at)


@needs_node
def test_one_seed_has_no_interval_and_no_spread_has_no_width() -> None:
    program = "return [it.estimate({seeds: [0.5], without: [0.5]}, [0], given), \
        it.estimate({seeds: [0.5, 0.5], without: [0.5, 0.5]}, [0, 0], given)]"
    one, same = in_node(program, {"from": 1, "step": 1, "quantiles": [12.7, 4.3]})
    assert one == {"middle": 0.5, "low": None, "high": None}
    assert same == {"middle": 0.5, "low": 0.5, "high": 0.5}


@needs_node
@pytest.mark.parametrize(
    ("at", "expected"), [(0, [0, 0]), (5, [0, 0.5]), (10, [0, 1]), (15, [1, 0.25]), (30, [1, 1]), (99, [1, 1])]
)
def test_place_on_a_curve(at: float, expected: list[float]) -> None:
    assert in_node("return it.between([0, 10, 30], given)", at) == expected


def test_quantiles_reach_as_far_as_any_interval() -> None:
    results = kept.results("ag-news-org")
    assert minutes.DF[-1] >= len(results.seeds) - 1 + len(set(minutes.TOPIC)) * 4
