"""The option ``--backend``, as far as it needs no cluster."""

from __future__ import annotations

import sys
from pathlib import Path

import fake_experiment
import pytest
from typer.testing import CliRunner

from altutor.backends import check, choose
from altutor.backends.processes import Processes
from altutor.cli import app
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS

ADDRESS = "tcp://127.0.0.1:8786"
WRONG = (
    *("", "dask", "processes ", "host:8786", "tcp://host", "tcp://:8786", "tcp://host:port", "tcp://host:0"),
    *("tcp://host:99999", "http://host:8786", "tcp://host:8786/path", "tcp://[::1:8786"),
)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(sys.modules, f"altutor.experiments.{fake_experiment.NAME}", fake_experiment)
    monkeypatch.setitem(EXPERIMENTS, fake_experiment.NAME, None)  # taken away again after the test
    fake_experiment.register()
    return fake_experiment.NAME


def run(*options: str):
    return CliRunner().invoke(app, ["run", *options])


def test_processes_are_the_default() -> None:
    assert choose("processes", 3) == Processes(3)
    check("processes", 3)


@pytest.mark.parametrize("address", [ADDRESS, "tls://scheduler.example.org:1", "tcp://[::1]:8786"])
def test_addresses(address: str) -> None:
    assert vars(choose(address))["address"] == address


@pytest.mark.parametrize("backend", WRONG)
def test_what_is_no_backend_is_refused(fake: str, tmp_path: Path, backend: str) -> None:
    result = run(fake, "--out", str(tmp_path / "out"), "--backend", backend)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert f"--backend is {backend!r}, and must be processes, or the address of a Dask scheduler" in result.stderr
    assert "--backend tcp://host:8786" in result.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_jobs_beside_a_cluster_are_refused(fake: str, tmp_path: Path) -> None:
    result = run(fake, "--out", str(tmp_path), "--backend", ADDRESS, "--jobs", "2")
    assert result.exit_code == 2
    assert "leave out --jobs, or --backend" in result.stderr


def test_dask_that_is_not_installed(fake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(fake, "--out", str(tmp_path / "out"), "--backend", ADDRESS)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert f"--backend {ADDRESS} needs Dask, which is not installed" in result.stderr
    assert "python -m pip install 'altutor[dask]'" in result.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_scheduler_is_asked_before_data_are_loaded(fake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str) -> None:
        raise AltutorError(f"Nobody at {address}.")

    def load(*_: object) -> None:
        pytest.fail("the plan was made, which loads data")

    monkeypatch.setattr("altutor.backends.cluster.connected", refuse)
    monkeypatch.setattr(fake_experiment, "plan", load)
    result = run(fake, "--out", str(tmp_path), "--backend", ADDRESS)
    assert result.stderr == f"Error: Nobody at {ADDRESS}.\n"


def test_help_names_processes_and_an_address() -> None:
    help_text = " ".join(run("--help").output.replace("│", " ").split())
    assert "--backend" in help_text
    assert "tcp://host:8786" in help_text
