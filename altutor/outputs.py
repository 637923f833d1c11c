"""The folder that ``--out`` names: one folder an experiment, with its results, traces and figures.

Runs on the stand-in have a folder of their own, so that they and those on AG News never replace each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from altutor.backends.processes import cores
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS, Options
from altutor.files import dump_json, require_writable, write_atomic
from altutor.progress import stand_in_base
from altutor.results import Results, read_results
from altutor.traces import SCHEMA, Trace

MADE = "made.json"  # beside results.json: the command, and the figures in the order of the experiment


@dataclass(frozen=True)
class Section:
    """One experiment of the folder: what the report shows of it."""

    folder: str
    results: Results
    traces: list[Trace]
    command: str


def run_experiment(
    name: str, options: Options, out: Path, jobs: int | None, command: str, backend: str = "processes"
) -> Results:
    """Run one experiment and write its folder below `out`.

    Parameters
    ----------
    name, options
        What to run; see :func:`altutor.experiments.plan`.
    out
        The folder that holds one folder an experiment.
    jobs
        Worker processes on this machine; None takes all cores.
    command
        The command line, which resumes the run and is shown in the report.
    backend
        ``processes``, or the address of a Dask scheduler.

    Returns
    -------
    Results
        Also in ``results.json`` of the experiment's folder.
    """
    from altutor import backends, experiments
    from altutor.study import run_study

    experiments.check(name, options)
    folder = out / _folder(name, options.data == "newswire")
    backends.check(backend, jobs)
    require_writable(folder)  # before a pipeline is trained for what cannot be kept
    if EXPERIMENTS[name].reads_texts and options.data == "newswire" and options.base is None:
        stand_in_base()
    plan = experiments.plan(name, options)
    results = run_study(plan, folder, jobs or cores(), resume=command, backend=backend)
    traces = plan.traces(results)
    _draw(traces, folder)
    made = {"command": command, "figures": [trace.id for trace in traces]}
    write_atomic(folder / MADE, dump_json(made, indent=1))
    return results


def read_sections(out: Path) -> list[Section]:
    """Read what `out` holds, in the order of ``altutor list``.

    Raises
    ------
    AltutorError
        When a file is damaged or was written by a newer altutor.
    """
    sections = []
    for folder in (out / _folder(name, stand_in) for name in EXPERIMENTS for stand_in in _kinds(name)):
        if not (folder / "results.json").exists():
            continue
        results = read_results(folder / "results.json")
        made = _read(folder / MADE) if (folder / MADE).exists() else {}
        traces = [_read_trace(folder / "traces" / f"{name}.json") for name in made.get("figures", [])]
        sections.append(Section(folder.name, results, traces, made.get("command", "")))
    return sections


def _kinds(name: str) -> tuple[bool, ...]:
    return (True, False) if EXPERIMENTS[name].reads_texts else (False,)


def _folder(name: str, stand_in: bool) -> str:
    return f"{name}-newswire" if stand_in and EXPERIMENTS[name].reads_texts else name


def _draw(traces: list[Trace], folder: Path) -> None:
    """Write each trace and its picture."""
    from rich.progress import track

    for trace in track(traces, description="figures", disable=not traces):
        from altutor import figures

        trace.write(folder / "traces")
        figures.save(trace, folder / "figures")


def _read_trace(path: Path) -> Trace:
    raw = _read(path)
    if isinstance(raw.get("schema"), int) and raw["schema"] > SCHEMA:
        raise AltutorError(
            f"{path} has schema {raw['schema']}, and this altutor reads up to {SCHEMA}: "
            "upgrade altutor (`python -m pip install --upgrade altutor`), or choose another folder with --out."
        )
    try:
        return Trace(**raw)
    except TypeError as error:
        raise _damaged(path, error) from error


def _read(path: Path) -> dict:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AltutorError(f"Cannot read {path} ({error.strerror}): delete its folder and run it again.") from error
    except ValueError as error:
        raise _damaged(path, error) from error
    if not isinstance(raw, dict):
        raise _damaged(path, "expected an object")
    return raw


def _damaged(path: Path, why: object) -> AltutorError:
    return AltutorError(f"{path} is damaged ({why}): delete it and the folder it is in, and run the experiment again.")
