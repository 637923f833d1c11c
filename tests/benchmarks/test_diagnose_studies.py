from __future__ import annotations

import importlib
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scipy import stats

from altutor.bias.two_sample import mmd_test

ROOT = Path(__file__).parents[2]
SMALL = ["--texts", "240", "--base", "none", "--sizes", "40", "--samples", "3", "--biased", "1"]


def study(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        return importlib.import_module(name)


@pytest.fixture(scope="module")
def alarms() -> ModuleType:
    return study("diagnose_alarms")


@pytest.fixture(scope="module")
def org() -> ModuleType:
    return study("diagnose_org")


@pytest.fixture(scope="module")
def samples() -> ModuleType:
    return study("diagnose_samples")


@pytest.fixture(autouse=True)
def as_many_permutations_afterwards(samples: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study lowers the permutations of the tests for its own process, which here is that of all tests."""
    for module in samples.PERMUTED:
        monkeypatch.setattr(module, "PERMUTATIONS", module.PERMUTATIONS)


def test_each_bias_does_what_its_name_says(alarms: ModuleType, samples: ModuleType) -> None:
    texts = samples.load("newswire", None, 900)
    texts = replace(texts, confidence=np.linspace(0, 1, len(texts.texts)))
    pool = np.arange(900)  # mean confidence 0.375

    def chosen(kind: str, strength: float) -> np.ndarray:
        found = alarms.choose(texts, pool, alarms.Bias(kind, strength), 300, np.random.default_rng(3))
        assert len(set(found.tolist())) == 300
        return found

    def mean(values: np.ndarray, kind: str, strength: float) -> float:
        return float(values[chosen(kind, strength)].mean())

    assert mean(texts.confidence, "uncertainty", 1.0) < mean(texts.confidence, "uncertainty", 0.25) < 0.35
    assert mean(texts.words.lengths, "length", 0.5) > texts.words.lengths.mean() + 1
    topics = [texts.texts[row].topic for row in chosen("topic", 0.5)]
    assert 120 < max(topics.count(topic) for topic in set(topics)) < 180
    centre = np.random.default_rng(3).choice(pool)
    near = np.argsort(-(texts.words.vectors[pool] @ texts.words.vectors[centre]))
    assert not set(near[:80].tolist()) & set(chosen("cluster", 0.1).tolist())


def test_chance_gives_every_text_the_same_chance(alarms: ModuleType, samples: ModuleType) -> None:
    texts = samples.load("newswire", None, 240)
    row_of = {id(item): row for row, item in enumerate(texts.items)}
    counts = np.zeros((3, len(texts.texts)))
    for number in range(200):
        sample = alarms.draw(texts, alarms.NONE, 40, number)
        held = [row_of[id(item)] for item in sample.material.held]
        for part, rows in enumerate((sample.sides.chosen, sample.sides.others, held)):
            counts[part, rows] += 1
    assert (counts.sum(axis=0) == 200).all()
    for part, n in zip(counts, (40, 200, 80), strict=True):
        assert part.mean() == pytest.approx(200 * n / 320)
        # Within a sample rows exclude each other, so the sum is smaller than that of independent rows, never larger.
        assert stats.chi2.sf(((part - part.mean()) ** 2 / part.mean()).sum(), len(part) - 1) > 1e-4


def test_false_alarms_and_power_go_on_where_they_were_stopped(
    alarms: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*SMALL, "--kept", str(tmp_path / "kept"), "--json", str(tmp_path / "found.json")]
    rows = alarms.main([*words, "--out", str(tmp_path / "found.md")])
    null = {row["test"]: row for row in rows if row["bias"] == "none"}
    assert {"classifier", "mmd", "terms", "clusters", "density", "missed", "any, no base"} <= set(null)
    assert all(row["samples"] == 3 and sum(row.get("bins", [3])) == 3 for row in null.values())
    assert {row["bias"] for row in rows} == {"none", "length", "topic", "cluster"}
    assert json.loads((tmp_path / "found.json").read_text())["rows"] == rows
    assert "| classifier |" in (tmp_path / "found.md").read_text()
    monkeypatch.setattr(alarms, "batch", None)  # nothing is left to do
    assert alarms.main(words) == rows
    assert len(list((tmp_path / "kept").rglob("*.json"))) == 8


def test_an_interval_is_exact_and_an_alarm_is_adjusted(samples: ModuleType) -> None:
    ends = stats.beta.ppf([0.025, 0.975], [7, 8], [94, 93])
    found = samples.share(7, 100)
    assert [found["low"], found["high"]] == pytest.approx(ends, abs=1e-4)
    assert samples.alarm({"a": (0.024, 0), "b": (0.5, 0)}, ["a", "b"])
    assert not samples.alarm({"a": (0.026, 0), "b": (0.5, 0), "c": None}, ["a", "b", "c"])
    assert samples.alarm({"a": (0.026, 0), "b": (0.5, 0)}, ["a"])


def test_uniform_p_values_pass_and_small_ones_do_not(alarms: ModuleType) -> None:
    uniform = np.linspace(0, 1, 500)
    assert alarms.conservative(uniform) > 0.9
    assert alarms.conservative(uniform**0.5) > 0.9  # conservative: larger ones
    assert alarms.conservative(uniform**1.5) < 1e-4


def test_runs_that_chose_the_same_texts_count_once(org: ModuleType) -> None:
    def row(seed: int, number: int, chosen: list[int], **other: object) -> dict:
        cell = {"selection": "beam", "feedback": "spans", "suggestion": "none", "unlabelled": "outside"}
        whole = {"kind": "round", **cell, "rehearsal": False, "base": "weak", "seed": seed}
        return whole | {"round": number, "chosen": chosen} | other

    rows = [row(0, 0, []), row(0, 1, [1, 2]), row(0, 2, [3, 4]), row(0, 1, [1, 2], feedback="binary")]
    rows += [row(0, 2, [3, 5], feedback="binary"), row(0, 1, [7, 8], base="strong")]
    found = org.selections(rows)
    assert [(one.round, one.rows, one.runs) for one in found] == [
        (1, (1, 2), 2),
        (2, (1, 2, 3, 4), 1),
        (2, (1, 2, 3, 5), 1),
    ]


def test_published_selections_are_all_there(org: ModuleType) -> None:
    published = json.loads(org.RESULTS.read_text(encoding="utf-8"))
    found = org.selections(published["rows"])
    weak = [row for row in published["rows"] if row["kind"] == "round" and row["base"] == "weak" and row["chosen"]]
    assert sum(one.runs for one in found) == len(weak)
    assert all(len(set(one.rows)) == len(one.rows) >= 250 * one.round for one in found)


def test_the_obvious_script_tests_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    obvious, rng = study("diagnose_obvious"), np.random.default_rng(0)
    monkeypatch.setattr(obvious, "TERMS", 20)
    rows = rng.normal(size=(60, 3))
    ours = mmd_test(rows[:20], rows[20:], rng, permutations=1, bandwidth=1.5)
    kernel = np.exp(-((rows[:, None] - rows[None]) ** 2).sum(axis=2) / (2 * 1.5**2))
    assert obvious.mmd(kernel, np.arange(20), np.arange(20, 60)) == pytest.approx(ours.statistic)
    files = study("diagnose_large").write_files(tmp_path, 300, 60)
    assert {len(obvious.read(str(files[option]))) for option in files} == {60, 300, 1000}
    spent = obvious.main([str(files["--selected"]), str(files["--pool"]), "--permutations", "1", "--of", "3"])
    assert min(spent.values()) > 0


def test_the_published_figures_are_made_of_the_published_studies(tmp_path: Path) -> None:
    published = ROOT / "chapters" / "published" / "diagnose"
    for name in ("alarms.json", "selections.json"):
        (tmp_path / name).write_bytes((published / name).read_bytes())
    for _ in range(2):  # what is written is none of what is read
        study("diagnose_traces").main(tmp_path)
    for figure in ("false-alarms", "power", "org"):
        assert (tmp_path / f"{figure}.json").read_text() == (published / f"{figure}.json").read_text()
