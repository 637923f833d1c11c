"""Studies on a real Dask cluster: what it gives, and what is left when something of it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dask_cluster import HERE, PYTHONPATH, DaskCluster, kill, wait_until
from gated import Study
from test_study import plan as numbers
from test_study import rows_of

from altutor.backends import check, cluster
from altutor.errors import AltutorError
from altutor.study import Row, Run, run_study

OTHER_VERSION = """
from importlib import metadata
metadata.version = lambda name: "0.0.1" if name == "altutor" else metadata.distribution(name).version
"""
NO_ALTUTOR = "import sys; sys.modules['altutor'] = None"


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(AltutorError) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@contextmanager
def in_thread(study: Study, address: str) -> Iterator[list[Any]]:
    """Run a study beside the test, which then waits for its end; the list gets its results or its error."""
    ended: list[Any] = []

    def run() -> None:
        try:
            ended.append(run_study(study.plan, study.out, quiet=True, backend=address))
        except Exception as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield ended
    finally:
        study.open_gate()
        thread.join(120)
    assert not thread.is_alive()


def client(study: Study, address: str) -> subprocess.Popen:
    command = [sys.executable, HERE / "gated.py", study.folder, str(study.seeds), address]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": PYTHONPATH})


def wanted_by(address: str) -> list[int]:
    """How many clients wait for each task that the scheduler knows."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as asking:
        # A lambda is sent by value: the scheduler knows no tests.
        return asking.run_on_scheduler(lambda dask_scheduler: [len(t.who_wants) for t in dask_scheduler.tasks.values()])


def blas_threads(run: Run) -> list[Row]:
    import scipy.linalg  # noqa: F401  its BLAS is another one than that of NumPy
    from threadpoolctl import threadpool_info

    return [{"seed": run.seed, "gain": 0.0, "threads": [pool["num_threads"] for pool in threadpool_info()]}]


def test_rows_are_the_bytes_that_one_process_gives(two_workers: DaskCluster, tmp_path: Path) -> None:
    run_study(numbers(), tmp_path / "one", quiet=True)
    results = run_study(numbers(), tmp_path / "two", quiet=True, backend=two_workers.address)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "two")
    assert results.timings["jobs"] == 2
    assert len(list((tmp_path / "two" / "runs").iterdir())) == 8  # and no token


def test_relative_folder_is_found_by_workers(
    two_workers: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(run_study(numbers(), Path("here"), quiet=True, backend=two_workers.address).rows) == 16


def test_more_runs_than_the_scheduler_is_given_at_once(
    two_workers: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WINDOW", 3)
    study = Study(tmp_path)
    with in_thread(study, two_workers.address) as ended:
        wait_until(lambda: len(study.started()) == 2)
        assert wanted_by(two_workers.address) == [1] * 3
    assert [row["seed"] for row in ended[0].rows] == [0, 1, 2, 3, 4, 5]


def test_finished_runs_need_no_cluster(tmp_path: Path) -> None:
    first = run_study(numbers(), tmp_path, quiet=True)
    assert run_study(numbers(), tmp_path, quiet=True, backend="tcp://127.0.0.1:1").rows == first.rows


def test_blas_has_one_thread(two_workers: DaskCluster, tmp_path: Path) -> None:
    plan = replace(numbers(1), work=blas_threads)
    rows = run_study(plan, tmp_path, quiet=True, backend=two_workers.address).rows
    assert all(len(row["threads"]) > 1 and set(row["threads"]) == {1} for row in rows), rows


@pytest.mark.parametrize(
    ("end", "error", "words"),
    [
        ("sentence", AltutorError, "The disk of this worker is full: empty it."),
        ("mistake", KeyError, "a mistake of the program"),
        ("memory", AltutorError, "start fewer on each machine"),
    ],
)
def test_error_in_a_run_comes_back(
    two_workers: DaskCluster, tmp_path: Path, end: str, error: type[Exception], words: str
) -> None:
    study = Study(tmp_path, seeds=2, end=end)
    study.open_gate()
    with pytest.raises(error, match=words):
        run_study(study.plan, study.out, quiet=True, backend=two_workers.address)
    assert not (study.out / "results.json").exists()


def test_two_commands_in_one_folder_share_the_runs(two_workers: DaskCluster, tmp_path: Path) -> None:
    study = Study(tmp_path)
    with in_thread(study, two_workers.address) as first, in_thread(study, two_workers.address) as second:
        wait_until(lambda: wanted_by(two_workers.address) == [2] * 6)
        study.open_gate()
    assert first[0].rows == second[0].rows
    assert study.rows() == study.serial_rows()
    assert study.seeds_started() == [0, 1, 2, 3, 4, 5]
    assert len(study.files()) == 6


def test_killed_worker_loses_only_what_it_had_in_hand(own_cluster: DaskCluster, tmp_path: Path) -> None:
    study = Study(tmp_path)
    first, second = own_cluster.start_workers(2)
    with in_thread(study, own_cluster.address):
        wait_until(lambda: len(study.started()) == 2)
        (lost,) = (seed for seed, process in study.started() if process == first.pid)
        kill(first)
    assert study.rows() == study.serial_rows()
    assert study.seeds_started() == sorted([0, 1, 2, 3, 4, 5, lost])
    assert {process for _, process in study.started()[2:]} == {second.pid}
    assert len(study.files()) == 6


@pytest.mark.slow
def test_killed_client_takes_over_what_workers_have_in_hand(own_cluster: DaskCluster, tmp_path: Path) -> None:
    study = Study(tmp_path, seeds=1)
    own_cluster.start_workers(1)
    killed = client(study, own_cluster.address)
    wait_until(study.started)
    own_cluster.start_workers(1)  # has nothing in hand, so that the scheduler would choose it for the run
    kill(killed)
    wait_until(lambda: wanted_by(own_cluster.address) == [])
    again = client(study, own_cluster.address)
    wait_until(lambda: wanted_by(own_cluster.address) == [1])
    time.sleep(0.5)  # as long as the other worker would need to start it
    study.open_gate()
    assert again.wait(120) == 0
    assert study.rows() == study.serial_rows()
    assert study.seeds_started() == [0]


@pytest.mark.slow
def test_runs_that_finish_after_the_client_was_killed_are_kept(own_cluster: DaskCluster, tmp_path: Path) -> None:
    study = Study(tmp_path)
    own_cluster.start_workers(1)
    killed = client(study, own_cluster.address)
    wait_until(lambda: len(study.started()) == 1)
    kill(killed)
    wait_until(lambda: wanted_by(own_cluster.address) == [])
    study.open_gate()
    wait_until(lambda: len(study.files()) == 1)
    assert client(study, own_cluster.address).wait(120) == 0
    assert study.rows() == study.serial_rows()
    assert study.seeds_started() == [0, 1, 2, 3, 4, 5]


@pytest.mark.slow
def test_ctrl_c_prints_the_line_that_goes_on(two_workers: DaskCluster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["run", "fake", "--seeds", "12", "--out", str(out), "--backend", two_workers.address]
    patient = "from altutor.backends import cluster; cluster.CONNECT_SECONDS = 60"
    start = [sys.executable, "-c", f"{patient}; import fake_experiment; fake_experiment.main()", *arguments]
    environment = os.environ | {"PYTHONPATH": PYTHONPATH, "FAKE_SECONDS": "0.4"}
    process = subprocess.Popen(
        start,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background of a script, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_until(lambda: list(out.rglob("*seed=*.json")))
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 130, message
    assert len(message.splitlines()) == 1
    assert f"kept in {out / 'fake' / 'runs'}" in message
    assert message.endswith(f"Go on with: altutor {' '.join(arguments)}\n")
    assert not (out / "fake" / "results.json").exists()

    wait_until(lambda: wanted_by(two_workers.address) == [])  # what was waiting is given up
    kept = {path: path.stat().st_mtime_ns for path in out.rglob("*seed=*.json")}
    assert 0 < len(kept) < 12
    done = subprocess.run(start, env=environment | {"FAKE_SECONDS": "0"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*seed=*.json")}
    assert len(after) == 12
    assert {path: after[path] for path in kept} == kept


def test_run_that_ends_its_workers(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = Study(tmp_path, seeds=2, end="death")
    study.open_gate()
    with DaskCluster(tmp_path_factory.mktemp("dask")) as own:
        own.start_scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")  # where Dask would try 3 more workers
        own.start_workers(1)
        sentence = refusal(lambda: run_study(study.plan, study.out, quiet=True, backend=own.address))
    # Dask cannot tell the run that ended its worker from one that waited there.
    assert re.match(r"Workers ended while they had cell=only-seed=[01]-\w+ in hand", sentence)
    assert "want of memory" in sentence


def test_last_worker_gone(own_cluster: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "NO_WORKER_SECONDS", 0.5)
    study = Study(tmp_path)
    (only,) = own_cluster.start_workers(1)
    with in_thread(study, own_cluster.address) as ended:
        wait_until(study.started)
        kill(only)
        wait_until(lambda: ended)
    assert "The last worker of the scheduler" in str(ended[0])
    assert f"dask worker {own_cluster.address} --nworkers -1 --nthreads 1" in str(ended[0])


def test_scheduler_gone(own_cluster: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = Study(tmp_path)
    own_cluster.start_workers(1)
    with in_thread(study, own_cluster.address) as ended:
        wait_until(study.started)
        kill(own_cluster.scheduler)
        wait_until(lambda: ended)
    assert isinstance(ended[0], AltutorError)
    assert f"The scheduler at {own_cluster.address} is lost" in str(ended[0])


def test_scheduler_without_workers(own_cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "FIRST_WORKER_SECONDS", 0.5)
    sentence = refusal(lambda: check(own_cluster.address))
    assert f"The scheduler at {own_cluster.address} has no workers" in sentence
    assert f"dask worker {own_cluster.address}" in sentence


@pytest.mark.parametrize("listens", [False, True])
def test_nothing_of_dask_at_the_address(listens: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if not listens:
            server.close()
        sentence = refusal(lambda: check(address))
    assert f"No Dask scheduler answered at {address} within 1 seconds" in sentence
    assert "`dask scheduler`" in sentence


def test_address_of_a_worker(two_workers: DaskCluster) -> None:
    from distributed import Client

    with Client(two_workers.address, set_as_default=False, timeout=60) as asking:
        (address, *_) = asking.nthreads()
    assert f"What answers at {address} is a Worker of Dask, and must be its Scheduler" in refusal(
        lambda: check(address)
    )


@pytest.mark.parametrize(
    ("code", "threads", "words"),
    [
        (OTHER_VERSION, 1, "has altutor 0.0.1, and its rows may differ from those of this machine: give it altutor "),
        (NO_ALTUTOR, 1, "cannot run altutor ("),
        ("", 2, "does 2 runs at the same time in one process"),
    ],
    ids=["other version", "no altutor", "threads"],
)
def test_unfit_worker_is_found_before_a_run(
    two_workers: DaskCluster, tmp_path: Path, code: str, threads: int, words: str
) -> None:
    study = Study(tmp_path)
    study.open_gate()
    with two_workers.guest(code, threads):
        sentence = refusal(lambda: run_study(study.plan, study.out, quiet=True, backend=two_workers.address))
    assert sentence.startswith("The worker tcp://127.0.0.1:")
    assert words in sentence
    assert study.started() == []
    assert study.files() == []


def test_unfit_worker_that_comes_later_is_found(two_workers: DaskCluster, tmp_path: Path) -> None:
    study = Study(tmp_path)
    with in_thread(study, two_workers.address) as ended:
        wait_until(lambda: study.started() or ended)
        assert not ended, ended
        with two_workers.guest(OTHER_VERSION):
            wait_until(lambda: ended)
    assert "has altutor 0.0.1" in str(ended[0])
    assert not (study.out / "results.json").exists()


def test_worker_without_altutor_that_comes_later_is_passed_over(two_workers: DaskCluster, tmp_path: Path) -> None:
    """It cannot even read its runs, and the scheduler takes them back."""
    study = Study(tmp_path)
    with in_thread(study, two_workers.address), two_workers.guest(NO_ALTUTOR):
        wait_until(study.started)
        study.open_gate()
    assert study.rows() == study.serial_rows()
    assert study.seeds_started() == [0, 1, 2, 3, 4, 5]


def test_scheduler_without_altutor(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    study = Study(tmp_path)
    study.open_gate()
    with DaskCluster(tmp_path_factory.mktemp("dask")) as own:
        own.start_scheduler(*own.preload(NO_ALTUTOR))
        own.start_workers(1)
        sentence = refusal(lambda: run_study(study.plan, study.out, quiet=True, backend=own.address))
    assert sentence.startswith(f"The scheduler at {own.address} cannot run altutor (")


def test_folder_of_the_same_name_on_another_machine(
    two_workers: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One folder stands in for that of the worker, which is there too, and another for the client's."""
    study = Study(tmp_path)
    study.open_gate()
    here = tmp_path / "here"
    here.mkdir()
    token = cluster.tempfile.NamedTemporaryFile
    monkeypatch.setattr(cluster.tempfile, "NamedTemporaryFile", lambda dir, prefix: token(dir=here))
    sentence = refusal(lambda: run_study(study.plan, study.out, quiet=True, backend=two_workers.address))
    assert f"does not see the folder {study.out / 'runs'} of this machine" in sentence
    assert "--out FOLDER" in sentence
    assert study.files() == []
