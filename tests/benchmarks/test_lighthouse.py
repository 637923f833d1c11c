from __future__ import annotations

import gzip
import importlib.util
import urllib.error
import urllib.request
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lighthouse() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lighthouse", ROOT / "benchmarks/lighthouse.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def report(score: float | None) -> dict:
    names = ("performance", "accessibility", "best-practices", "seo")
    return {
        "categories": {name: {"score": score, "auditRefs": [{"id": f"{name}-a", "weight": 1}]} for name in names},
        "audits": {"seo-a": {"score": score, "title": "Links say where they lead"}, "b": {"score": 0, "title": "free"}},
    }


def test_median_counts_and_a_failed_category_is_nothing(lighthouse: ModuleType) -> None:
    assert set(lighthouse.scores([report(0.9), report(1.0), report(0.96)]).values()) == {96.0}
    assert lighthouse.scores([report(None)])["seo"] == 0


def test_what_costs_points_is_named(lighthouse: ModuleType) -> None:
    assert lighthouse.failing(report(0.5)) == ["seo-a (0.50): Links say where they lead"]
    assert lighthouse.failing(report(1.0)) == []


def test_text_is_served_compressed(lighthouse: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("missed cluster " * 100)
    (tmp_path / "a.png").write_bytes(b"png")
    with lighthouse.served(tmp_path) as root:
        ask = urllib.request.Request(root, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(ask) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()).startswith(b"missed cluster")
        with urllib.request.urlopen(f"{root}a.png") as answer:
            assert answer.read() == b"png"
            assert answer.headers["Content-Encoding"] is None
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{root}gone.html")
