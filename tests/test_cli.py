"""The command line as a user meets it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import fake_experiment
import pytest
from typer.testing import CliRunner

from altutor import __version__
from altutor.cli import app
from altutor.experiments import EXPERIMENTS

TESTS = Path(__file__).parent
HEAVY = {
    "spacy",
    "thinc",
    "datasets",
    "matplotlib",
    "sklearn",
    "scipy",
    "pandas",
    "numpy",
    "joblib",
    "pyarrow",
    "jinja2",
}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> str:
    """Only the fake experiment is there."""
    for name in list(EXPERIMENTS):
        monkeypatch.delitem(EXPERIMENTS, name)
    monkeypatch.setitem(sys.modules, f"altutor.experiments.{fake_experiment.NAME}", fake_experiment)
    monkeypatch.setattr("altutor.outputs.stand_in_base", lambda: None)
    fake_experiment.register()
    yield fake_experiment.NAME
    EXPERIMENTS.pop(fake_experiment.NAME, None)


def invoke(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(result) -> str:
    """The sentence of a refusal, after checking that it is one: exit code 2, no traceback, one line."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def test_version() -> None:
    assert invoke("--version").output.strip() == f"altutor {__version__}"


def test_help_names_every_command() -> None:
    output = invoke("--help").output
    assert all(command in output for command in ("reproduce", "list", "run", "doctor"))


def test_help_of_run_tells_the_defaults() -> None:
    output = " ".join(invoke("run", "--help").output.replace("│", " ").split())
    assert all(word in output for word in ("fancyzhx/ag_news", "en_core_web_md", "newswire", "quick"))


@pytest.mark.parametrize(
    "code",
    [
        "import altutor",
        "import sys; sys.argv = ['altutor', '--help']; import altutor.cli as c\ntry: c.main()\nexcept SystemExit: pass",
    ],
)
def test_import_and_help_load_nothing_heavy(code: str) -> None:
    probe = f"{code}\nimport sys\nprint('MODULES', *sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("MODULES", 1)[1].split())
    assert "altutor" in loaded
    assert not loaded & HEAVY


def test_help_is_quick() -> None:
    def seconds() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "altutor", "--help"], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        # Time of the processor, not of the clock: another process on the machine must not fail this test.
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert 0 < min(seconds() for _ in range(3)) < 0.5


def test_list_names_every_experiment() -> None:
    output = invoke("list").output
    assert all(name in output for name in EXPERIMENTS)
    assert "altutor run" in output


def test_run_writes_results_and_report_and_prints_each_claim(fake: str, tmp_path: Path) -> None:
    result = invoke("run", fake, "--out", tmp_path, "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    for words in ("It gains.", "holds", "It gains a lot.", "does not hold", "It gains at full", "full scale only"):
        assert words in result.output
    assert (tmp_path / fake / "results.json").exists()
    assert str(tmp_path / "index.html") in result.output.replace("\n", "")


def test_run_passes_its_options_on(fake: str, tmp_path: Path) -> None:
    from altutor.results import read_results

    options = ("--scale", "full", "--seeds", "2", "--data", "here", "--base", "there", "--budget", "8")
    invoke("run", fake, *options, "--out", tmp_path)
    assert read_results(tmp_path / fake / "results.json").config == {
        "scale": "full",
        "seeds": 2,
        "data": "here",
        "base": "there",
        "budget": 8,
    }


def test_reproduce_runs_everything_offline_and_a_failed_claim_is_no_error(fake: str, tmp_path: Path) -> None:
    from altutor.results import read_results

    result = invoke("reproduce", "--out", tmp_path, "--seeds", "2", "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    assert "does not hold" in result.output
    config = read_results(tmp_path / f"{fake}-newswire" / "results.json").config
    assert (config["scale"], config["data"]) == ("quick", "newswire")


def test_unknown_experiment() -> None:
    sentence = refused(invoke("run", "local-optimun"))
    assert "'local-optimun'" in sentence
    assert "local-optimum" in sentence
    assert "altutor list" in sentence


@pytest.mark.parametrize("option", ["seeds", "jobs"])
@pytest.mark.parametrize("number", [0, -3])
@pytest.mark.parametrize("command", [("reproduce",), ("run", "local-optimum")])
def test_zero_and_negative_numbers(command: tuple[str, ...], option: str, number: int, tmp_path: Path) -> None:
    sentence = refused(invoke(*command, "--out", tmp_path / "out", f"--{option}", number))
    assert f"--{option} is {number}" in sentence
    assert "choose a larger number" in sentence
    assert not list(tmp_path.rglob("results.json"))


@pytest.mark.parametrize("number", [0, -1])
def test_budget_must_be_positive(number: int, tmp_path: Path) -> None:
    assert f"--budget is {number}" in refused(
        invoke("run", "ag-news-org", "--data", "newswire", "--base", "any", "--out", tmp_path, "--budget", number)
    )


def test_pipeline_that_is_not_installed(tmp_path: Path) -> None:
    sentence = refused(invoke("run", "ag-news-org", "--base", "en_no_such_pipeline", "--out", tmp_path))
    assert "python -m spacy download en_no_such_pipeline" in sentence
    assert "--data newswire" in sentence
    assert not list(tmp_path.rglob("*.json"))


def test_words_for_a_number() -> None:
    result = invoke("run", "local-optimum", "--seeds", "many")
    assert result.exit_code == 2
    assert "--seeds" in result.stderr


def test_data_for_an_experiment_that_makes_its_own(tmp_path: Path) -> None:
    assert "--data" in refused(invoke("run", "local-optimum", "--data", "newswire", "--out", tmp_path))


def test_out_is_a_file(fake: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    sentence = refused(invoke("run", fake, "--out", tmp_path / "file"))
    assert str(tmp_path / "file") in sentence
    assert "--out" in sentence
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "words"), [("{", "damaged"), ('{"schema": 99}', "schema 99"), ("[]", "results file")]
)
@pytest.mark.parametrize("command", [("reproduce",), ("run", "fake")])
def test_results_file_that_cannot_be_read(
    fake: str, tmp_path: Path, command: tuple[str, ...], content: str, words: str
) -> None:
    file = tmp_path / fake / "results.json"
    file.parent.mkdir()
    file.write_text(content)
    sentence = refused(invoke(*command, "--out", tmp_path))
    assert words in sentence
    assert str(file) in sentence
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]
    assert file.read_text() == content


def test_disk_full(fake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in refused(invoke("run", fake, "--out", tmp_path, "--jobs", "1"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("error", "words"),
    [(OSError(errno.ENOSPC, "No space left on device", "a.png"), "a.png"), (MemoryError(), "--jobs 1")],
)
def test_errors_of_the_system(
    fake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(fake_experiment, "plan", fail)
    assert words in refused(invoke("run", fake, "--out", tmp_path))


def test_error_of_an_experiment_is_one_sentence_and_debug_shows_more(fake: str, tmp_path: Path) -> None:
    assert "no test split" in refused(invoke("run", fake, "--data", "wrong", "--out", tmp_path))
    result = invoke("--debug", "run", fake, "--data", "wrong", "--out", tmp_path)
    assert type(result.exception).__name__ == "AltutorError"


def test_mistake_of_the_program_is_not_hidden(fake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_experiment, "plan", lambda options: 1 / 0)
    assert isinstance(invoke("run", fake, "--out", tmp_path).exception, ZeroDivisionError)


def test_ctrl_c_keeps_finished_runs_and_prints_the_line_that_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "my results"
    arguments = ["run", "fake", "--seeds", "40", "--jobs", "2", "--out", str(out)]
    environment = os.environ | {"PYTHONPATH": str(TESTS), "FAKE_SECONDS": "0.4"}
    start = [sys.executable, "-c", "import fake_experiment; fake_experiment.main()", *arguments]
    process = subprocess.Popen(
        start,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where the tests run in the background of a script, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not list(out.rglob("*seed=*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    _, message = process.communicate(timeout=60)
    assert process.returncode == 130, message
    assert "Traceback" not in message
    assert f"altutor run fake --seeds 40 --jobs 2 --out '{out}'" in message
    kept = {path: path.stat().st_mtime_ns for path in out.rglob("*seed=*.json")}
    assert 0 < len(kept) < 40
    assert not (out / "fake" / "results.json").exists()

    subprocess.run(start, env=environment | {"FAKE_SECONDS": "0"}, check=True, stdout=subprocess.DEVNULL)
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*seed=*.json")}
    assert len(after) == 40
    assert kept.items() <= after.items()  # none was done again


@pytest.mark.slow
def test_reproduce_from_a_shell(tmp_path: Path) -> None:
    """The main job: every file that the README promises is there; `.ci/run` has done it, and names its folder."""
    results = Path(os.environ.get("ALTUTOR_RESULTS") or tmp_path / "results")
    if "ALTUTOR_RESULTS" not in os.environ:
        line = [sys.executable, "-m", "altutor", "reproduce", "--seeds", "2"]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (results / "index.html").exists()
    for name in ("local-optimum", "ag-news-org-newswire"):
        folder = results / name
        assert (folder / "results.json").exists()
        pictures = {path.stem for path in (folder / "figures").glob("*.png")}
        assert pictures
        assert pictures == {path.stem for path in (folder / "figures").glob("*.svg")}
        assert pictures == {path.stem for path in (folder / "traces").glob("*.json")}


def test_nothing_in_an_error_steers_the_terminal(tmp_path: Path) -> None:
    name = "a\x1b[31m\u202e\nb"
    assert "a\\x1b[31m\\u202e b" in refused(
        invoke("diagnose", "--selected", tmp_path / name, "--out", tmp_path / "out")
    )
