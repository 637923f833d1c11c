"""The base pipeline of the stand-in: trained once into a cache that no accident can spoil."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from altutor.data.newswire import base, load_newswire, newswire_base, source_texts
from altutor.data.newswire.training import Settings
from altutor.errors import AltutorError

SMALL = Settings(n_texts=40, epochs=1, width=16, depth=1, rows=100)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALTUTOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        return newswire_base()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Train a tiny pipeline in place of the real one; give its cache folder."""
    monkeypatch.setenv("ALTUTOR_CACHE", str(tmp_path))
    monkeypatch.setattr(base, "SETTINGS", SMALL)
    return tmp_path


def test_the_base_is_fair_on_the_target_domain_before_any_fine_tuning(trained: Path) -> None:
    import spacy

    nlp = spacy.load(trained)
    heldout = load_newswire().heldout
    right = proposed = wanted = 0
    for text, doc in zip(heldout, nlp.pipe(text.text for text in heldout), strict=True):
        found = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "ORG"}
        right += len(found & set(text.spans))
        proposed += len(found)
        wanted += len(text.spans)
    assert 0.40 <= 2 * right / (proposed + wanted) <= 0.75


def test_the_base_says_what_it_is(trained: Path) -> None:
    import spacy

    nlp = spacy.load(trained)
    assert nlp.meta["name"] == "newswire_base"
    assert "stand" in nlp.meta["description"]
    assert "generated" in nlp.meta["description"]
    assert set(nlp.get_pipe("ner").labels) == {"PER", "LOC", "ORG", "MISC"}


def test_a_second_call_uses_the_cache_and_reports_no_progress(small: Path) -> None:
    fractions: list[float] = []
    folder = newswire_base(fractions.append)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    stamp = (folder / "meta.json").stat().st_mtime_ns
    fractions.clear()
    assert newswire_base(fractions.append) == folder
    assert fractions == []
    assert (folder / "meta.json").stat().st_mtime_ns == stamp
    assert [path.name for path in small.iterdir()] == [folder.name]


@pytest.mark.parametrize("accident", ["a file is gone", "a file is cut short", "no manifest", "not a folder"])
def test_a_damaged_cache_is_trained_again(small: Path, accident: str) -> None:
    import shutil

    folder = newswire_base()
    weights = folder / "ner" / "model"
    good = weights.read_bytes()
    match accident:
        case "a file is gone":
            (folder / "config.cfg").unlink()
        case "a file is cut short":
            weights.write_bytes(good[:100])
        case "no manifest":
            (folder / "manifest.json").unlink()
        case "not a folder":
            shutil.rmtree(folder)
            folder.write_text("")
    assert not base.is_whole(folder)
    assert newswire_base() == folder
    assert base.is_whole(folder)
    assert weights.read_bytes() == good
    assert len(list(small.iterdir())) == 1


def test_two_at_once_both_get_a_whole_pipeline(small: Path) -> None:
    import subprocess
    import sys

    code = (
        "from altutor.data.newswire import base, newswire_base; from altutor.data.newswire.training import Settings;"
        f"base.SETTINGS = {SMALL!r}; print(newswire_base())"
    )

    def run(_: int) -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(run, range(2))
    assert first == second
    assert base.is_whole(Path(first))
    assert [path.name for path in small.iterdir()] == [Path(first).name]


def test_who_comes_second_keeps_what_the_first_has_put_there(small: Path) -> None:
    folder = newswire_base()
    workshop = small / "workshop"
    late = workshop / "pipeline"
    late.mkdir(parents=True)
    base._move(late, folder, workshop)
    assert base.is_whole(folder)


def test_a_training_that_breaks_off_leaves_nothing_behind(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(fraction: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        newswire_base(stop)
    assert list(small.iterdir()) == []


def test_the_key_changes_with_texts_settings_and_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    monkeypatch.setattr(base, "SETTINGS", SMALL)
    keys = [base.cache_key(), base.cache_key()]
    assert keys[0] == keys[1]
    monkeypatch.setattr(base, "SETTINGS", replace(SMALL, dropout=0.3))
    keys.append(base.cache_key())
    monkeypatch.setattr(base, "source_texts", lambda n: source_texts(n, seed=1))
    keys.append(base.cache_key())
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.0")
    keys.append(base.cache_key())
    assert len(set(keys)) == 4


def test_training_leaves_the_global_random_state_alone(small: Path) -> None:
    import numpy as np

    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    expected = random.Random(5).random(), np.random.RandomState(5).rand()
    newswire_base()
    assert (random.random(), np.random.rand()) == expected  # noqa: NPY002


def test_a_cache_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ALTUTOR_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(AltutorError, match="ALTUTOR_CACHE"):
        newswire_base()
