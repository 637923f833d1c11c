from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from altutor import study
from altutor.backends.processes import Processes
from altutor.claims import Claim, Sample
from altutor.errors import AltutorError
from altutor.experiments import Options
from altutor.experiments import plan as plan_of
from altutor.results import read_results
from altutor.study import Interrupted, Plan, Row, Run, require_positive, run_study


def work(run: Run, log: str = "", stop_at: int = -1) -> list[Row]:
    """Rows of a run; each call leaves a line in `log`, and the seed `stop_at` acts as if Ctrl-C was pressed."""
    if run.seed == stop_at:
        raise KeyboardInterrupt
    if log:
        with open(log, "a") as file:
            file.write(f"{run.key}\n")
    rng = np.random.default_rng(run.seed)
    matrix = rng.normal(size=(60, 60))
    return [{**run.cell, "seed": run.seed, "round": r, "gain": float((matrix @ matrix).sum())} for r in range(2)]


def gains(table: Any) -> Sample:
    return Sample(table.groupby("seed")["gain"].mean().to_numpy())


def plan(seeds: int = 4, note: str = "", **arguments: Any) -> Plan:
    return Plan(
        experiment="test",
        config={"scale": "quick", "seeds": seeds, "note": note},
        versions={"numpy": np.__version__},
        data={"source": "numbers", "rows": 60, "sha256": "0"},
        runs=[Run({"cell": cell}, seed) for cell in ("a", "b") for seed in range(seeds)],
        work=partial(work, **arguments),
        claims=[Claim("up", "It gains.", gains, low=0.0)],
    )


def rows_of(path: Path) -> str:
    return (path / "results.json").read_text().split('"rows": [')[1]


def calls(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def test_rows_are_the_same_bytes_for_one_and_two_jobs(tmp_path: Path) -> None:
    run_study(plan(), tmp_path / "one", jobs=1, quiet=True)
    run_study(plan(), tmp_path / "two", jobs=2, quiet=True)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "two")
    assert rows_of(tmp_path / "one").count('"gain"') == 16


def test_results_hold_rows_in_the_order_of_the_runs_and_judged_claims(tmp_path: Path) -> None:
    results = run_study(plan(), tmp_path, quiet=True)
    assert [(row["cell"], row["seed"]) for row in results.rows[::2]] == [(c, s) for c in "ab" for s in range(4)]
    assert results.seeds == [0, 1, 2, 3]
    assert [(verdict["id"], verdict["n_seeds"]) for verdict in results.claims] == [("up", 4)]
    assert read_results(tmp_path / "results.json").rows == results.rows


def test_finished_runs_are_not_done_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = run_study(plan(log=str(log)), tmp_path / "out", quiet=True)
    assert len(calls(log)) == 8
    again = run_study(plan(log=str(log)), tmp_path / "out", quiet=True)
    assert len(calls(log)) == 8
    assert again.rows == first.rows


def test_more_seeds_add_runs_and_keep_those_there_are(tmp_path: Path) -> None:
    log = tmp_path / "log"
    run_study(plan(2, log=str(log)), tmp_path / "out", quiet=True)
    run_study(plan(3, log=str(log)), tmp_path / "out", quiet=True)
    assert calls(log)[4:] == ["cell=a-seed=2", "cell=b-seed=2"]


def test_other_settings_start_afresh(tmp_path: Path) -> None:
    log = tmp_path / "log"
    run_study(plan(2, log=str(log)), tmp_path / "out", quiet=True)
    run_study(plan(2, note="changed", log=str(log)), tmp_path / "out", quiet=True)
    assert len(calls(log)) == 8


def overtaken(run: Run, log: str, out: Path) -> list[Row]:
    """Rows of a run, at the first of which another command does all of them."""
    if run.key == "cell=a-seed=0":
        run_study(plan(log=log), out, quiet=True)
    return work(run, log)


def test_runs_that_another_command_has_finished_meanwhile_are_not_done_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    here = replace(plan(), work=partial(overtaken, log=str(log), out=tmp_path / "out"))
    results = run_study(here, tmp_path / "out", quiet=True)
    assert calls(log)[8:] == ["cell=a-seed=0"]  # both had it in hand
    assert len(results.rows) == 16
    assert len(list((tmp_path / "out" / "runs").iterdir())) == 8


class NoFiles(Processes):
    """Workers that say that they have finished, and whose files are not seen."""

    def do(self, keep: Any, runs: Any, versions: dict[str, str]) -> Iterator[None]:
        yield


class LateFiles(NoFiles):
    """Workers whose files are seen a while after they have said so."""

    def do(self, keep: Any, runs: Any, versions: dict[str, str]) -> Iterator[None]:
        threading.Timer(0.3, lambda: [keep(run, file) for run, file in runs]).start()
        yield


def test_files_that_a_network_shows_late_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "choose", lambda *_: LateFiles(1, patience=60))
    assert len(run_study(plan(), tmp_path, quiet=True).rows) == 16


def test_files_that_are_gone_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "choose", lambda *_: NoFiles(1))
    with pytest.raises(AltutorError, match=r"cell=a-seed=0-.* is gone or damaged: type the same command again"):
        run_study(plan(), tmp_path / "out", quiet=True)
    assert not (tmp_path / "out" / "results.json").exists()


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"rows": []}', "\x00"])
def test_damaged_run_is_done_again_and_only_that(tmp_path: Path, damage: str) -> None:
    log = tmp_path / "log"
    first = run_study(plan(log=str(log)), tmp_path / "out", quiet=True)
    next((tmp_path / "out" / "runs").glob("cell=b-seed=2-*")).write_text(damage)
    again = run_study(plan(log=str(log)), tmp_path / "out", quiet=True)
    assert calls(log)[8:] == ["cell=b-seed=2"]
    assert again.rows == first.rows


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "is damaged"), ('{"schema": 99}', "schema 99"), ('{"rows": []}', "not a results file of altutor")],
)
def test_results_that_cannot_be_read_are_not_written_over(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "results.json").write_text(content)
    log = tmp_path / "log"
    with pytest.raises(AltutorError, match=words) as caught:
        run_study(plan(log=str(log)), tmp_path, quiet=True)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "results.json").read_text() == content
    assert calls(log) == []


def test_out_below_a_file_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log = tmp_path / "log"
    with pytest.raises(AltutorError, match=r"Cannot write .*file.*--out FOLDER"):
        run_study(plan(log=str(log)), tmp_path / "file" / "out", quiet=True)
    assert calls(log) == []


def test_full_disk_is_one_sentence_and_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, synced = tmp_path / "log", 0

    def full_after_three(handle: int) -> None:
        nonlocal synced
        synced += 1
        if synced > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full_after_three)
        with pytest.raises(AltutorError, match=r"No space left .* same command again"):
            run_study(plan(log=str(log)), tmp_path / "out", jobs=1, quiet=True)
    kept = list((tmp_path / "out" / "runs").iterdir())
    assert len(kept) == 3  # whole files, and no temporary one
    assert all(json.loads(file.read_text())["rows"] for file in kept)
    results = run_study(plan(log=str(log)), tmp_path / "out", jobs=1, quiet=True)
    assert len(results.rows) == 16
    assert len(calls(log)) == 4 + 5


def test_ctrl_c_keeps_finished_runs_and_names_the_command(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(Interrupted) as caught:
        run_study(
            plan(log=str(log), stop_at=2), tmp_path / "out", jobs=1, resume="altutor run test --out out", quiet=True
        )
    assert "2 of 8 runs of test are finished" in str(caught.value)
    assert str(caught.value).endswith("Go on with: altutor run test --out out")
    assert not (tmp_path / "out" / "results.json").exists()
    results = run_study(plan(log=str(log)), tmp_path / "out", jobs=1, quiet=True)
    assert len(results.rows) == 16
    assert len(calls(log)) == 8


def test_a_mistake_of_the_work_function_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        run_study(plan(wrong=1), tmp_path, quiet=True)


def test_keys_name_cells_apart_and_are_file_names() -> None:
    keys = {Run({"a": "x/y", "b": 0.5}, 1).key, Run({"a": "x/y", "b": 0.5}, 2).key, Run({"a": "x", "b": 0.5}, 1).key}
    assert len(keys) == 3
    assert not any("/" in key for key in keys)


@pytest.mark.parametrize("number", [0, -2])
def test_numbers_below_one_are_refused(number: int) -> None:
    with pytest.raises(AltutorError, match=f"--jobs is {number}, and must be 1 or more"):
        require_positive(seeds=3, jobs=number)
    with pytest.raises(AltutorError, match=f"--seeds is {number}"):
        plan_of("local-optimum", Options(seeds=number))
