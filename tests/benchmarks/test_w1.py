from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("seed", [0, 1, 999])
def test_w1_is_the_shared_workload(shared: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (shared / "w1").is_dir():
        pytest.skip(f"{shared} has no w1")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    theirs = module(shared / "w1" / "common.py").make_data(seed)
    ours = module(ROOT / "benchmarks" / "w1.py").make_problem(seed)
    for name, key in {"features": "X", "labels": "y", "start": "init", "heldout": "Xt", "heldout_labels": "yt"}.items():
        np.testing.assert_array_equal(getattr(ours, name), theirs[key])
    assert ours.seed == seed
