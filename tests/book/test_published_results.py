from pathlib import Path

import pytest

from altutor.book import published_results as kept
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS
from altutor.results import read_results


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_published_verdicts_follow_from_published_rows(experiment: str) -> None:
    kept.check(experiment)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("estimate", 0.123),
        ("low", -9.0),
        ("holds", "maybe"),
        ("n_seeds", 99_999),
        ("unit", "bananas"),
        ("bound", [0, 9]),
    ],
)
def test_changed_verdict_is_named(field: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = read_results(kept.folder() / "replicate-four-clusters" / "results.json")
    changed = results.claims[0]
    changed[field] = value
    results.write(tmp_path / "replicate-four-clusters" / "results.json")
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    kept.results.cache_clear()
    try:
        with pytest.raises(AltutorError, match=f"replicate-four-clusters.*: {changed['id']}\\. Publish it anew"):
            kept.check("replicate-four-clusters")
    finally:
        kept.results.cache_clear()


@pytest.mark.parametrize(
    ("look_up", "words"),
    [
        (lambda: kept.results("nonsense"), "There is no experiment 'nonsense'"),
        (lambda: kept.claim("local-optimum/nonsense"), "local-optimum has no claim 'nonsense'; it has trap-"),
        (lambda: kept.trace("local-optimum/nonsense"), "local-optimum has no figure 'nonsense'; it has trap-picture"),
    ],
)
def test_what_is_not_there_is_named(look_up, words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        look_up()
