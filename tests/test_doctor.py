"""The doctor: what it finds, and that what it says to type is right."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from altutor import doctor
from altutor.cli import app
from altutor.data.ag_news import HUB_NAME
from altutor.errors import AltutorError
from altutor.ner.base import PIPELINE


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the pipeline, the data set and the hub."""

    def missing(source: str) -> None:
        raise AltutorError(f"The pipeline {source!r} is not installed: type something.")

    def unreachable() -> None:
        raise ConnectionError

    monkeypatch.setattr("altutor.ner.base.load_base", missing)
    monkeypatch.setattr(doctor, "_ask_hub", unreachable)
    monkeypatch.setattr(doctor, "_is_cached", lambda: False)


def test_bare_machine_is_told_what_to_type(bare: None) -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0
    lines = [line.strip() for line in result.output.splitlines()]
    assert f"python -m spacy download {PIPELINE}" in lines
    assert any("--data newswire" in line for line in lines)
    assert any("--data FOLDER" in line for line in lines)
    assert f"dataset {HUB_NAME}: not reachable (ConnectionError)" in result.output
    assert lines[-1] == "Works as it is: altutor reproduce"


def test_complete_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    monkeypatch.setattr("altutor.ner.base.load_base", lambda source: spacy.blank("en"))
    monkeypatch.setattr(doctor, "_ask_hub", lambda: None)
    result = CliRunner().invoke(app, ["doctor"])
    assert "missing" not in result.output
    assert "Everything is there: altutor run ag-news-org" in result.output


def test_pipeline_that_is_there_and_does_not_load_is_told_why(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: str) -> None:
        raise AltutorError("The pipeline has no 'ner'.")

    monkeypatch.setattr("altutor.ner.base.load_base", broken)
    finding = doctor._pipeline()
    assert not finding.ok
    assert "no 'ner'" in finding.state


def test_names_versions_and_machine() -> None:
    software, machine = doctor._software(), doctor._machine()
    assert all(library in software.state for library in doctor.LIBRARIES)
    assert "cores" in machine.state


def test_cached_data_set_needs_no_hub(bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.undo()
    folder = tmp_path / "fancyzhx___ag_news" / "default"
    folder.mkdir(parents=True)
    (folder / "ag_news-test.arrow").touch()
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path)
    assert doctor._dataset() == doctor.Finding(f"dataset {HUB_NAME}", "in the cache")


def test_waits_for_a_silent_hub_but_not_for_long() -> None:
    started = time.perf_counter()
    assert "no answer" in (doctor._within(0.1, lambda: time.sleep(5)) or "")
    assert time.perf_counter() - started < 2


def test_answers_offline_within_seconds() -> None:
    started = time.perf_counter()
    # Nothing listens on port 9 of this machine: the hub is as unreachable as without a network.
    environment = os.environ | {"HF_ENDPOINT": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-m", "altutor", "doctor"], env=environment, capture_output=True, text=True, check=True
    )
    assert f"dataset {HUB_NAME}: not reachable" in done.stdout
    assert time.perf_counter() - started < 20


@pytest.mark.slow
def test_finds_the_newswire_base_where_it_is_kept() -> None:
    from altutor.data.newswire import newswire_base

    newswire_base()
    assert doctor._newswire_base().state == "in the cache"
