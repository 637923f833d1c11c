"""What is installed and reachable on this machine, and the command that mends what is not."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from altutor import __version__
from altutor.data.ag_news import HUB_NAME
from altutor.errors import AltutorError
from altutor.ner.base import PIPELINE

LIBRARIES = ("spacy", "datasets", "scikit-learn", "scipy", "numpy", "pandas", "matplotlib", "joblib", "pytest")
PATIENCE = 3.0  # seconds for an answer of the hub


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    subject, state
        What, and how it is.
    ok
        Whether all experiments can run with it.
    mend
        What to type where it is not ok.
    """

    subject: str
    state: str
    ok: bool = True
    mend: tuple[str, ...] = ()


def examine() -> list[Finding]:
    """Look at everything; answers within seconds, with or without a network."""
    checks: tuple[Callable[[], Finding], ...] = (_software, _machine, _newswire_base, _sandbox, _pipeline, _dataset)
    return [check() for check in checks]


def print_findings(findings: list[Finding]) -> None:
    """Print one line a finding, and below it what to type."""
    from altutor.console import console

    output = console()
    for finding in findings:
        output.print(
            f"{'ok     ' if finding.ok else 'missing'}  {finding.subject}: {finding.state}",
            markup=False,
            soft_wrap=True,
        )
        for line in finding.mend:
            output.print(f"         {line}", markup=False, soft_wrap=True)
    complete = all(finding.ok for finding in findings)
    output.print("Everything is there: altutor run ag-news-org" if complete else "Works as it is: altutor reproduce")


def _software() -> Finding:
    found = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return Finding("software", f"altutor {__version__}, Python {platform.python_version()}, {found}")


def _machine() -> Finding:
    from joblib import cpu_count

    return Finding("machine", f"{cpu_count()} cores, {_memory()}")


def _memory() -> str:
    try:
        page = os.sysconf("SC_PAGE_SIZE")
        total, free = (page * os.sysconf(name) / 1024**3 for name in ("SC_PHYS_PAGES", "SC_AVPHYS_PAGES"))
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf, macOS no free pages
        return "memory unknown"
    return f"{total:.1f} GiB memory, {free:.1f} GiB free"


def _newswire_base() -> Finding:
    from altutor.data.newswire.base import base_folder, is_whole

    whole = is_whole(base_folder())
    return Finding(
        "newswire base (offline stand-in)",
        "in the cache" if whole else "not there yet; `altutor reproduce` trains it on first use, in under a minute",
    )


def _sandbox() -> Finding:
    from altutor.classroom.sandbox import box

    why = box.why_not()
    return Finding("sandbox (for `altutor grade` alone)", f"none: {why}" if why else box.version())


def _pipeline() -> Finding:
    from altutor.ner.base import load_base

    try:
        nlp = load_base(PIPELINE)
    except AltutorError as error:
        mend = (
            f"python -m spacy download {PIPELINE}",
            "altutor run ag-news-org --base FOLDER   (any spaCy pipeline that knows ORG)",
            "altutor run ag-news-org --data newswire   (offline stand-in with its own pipeline)",
        )
        state = "not installed" if "not installed" in str(error) else str(error)
        return Finding(f"pipeline {PIPELINE}", state, False, mend)
    return Finding(f"pipeline {PIPELINE}", f"version {nlp.meta['version']}, loads")


def _dataset() -> Finding:
    subject = f"dataset {HUB_NAME}"
    if _is_cached():
        return Finding(subject, "in the cache")
    trouble = _within(PATIENCE, _ask_hub)
    if trouble is None:
        return Finding(subject, "reachable; the first run downloads it")
    mend = (
        "altutor run ag-news-org --data FOLDER   (a folder that holds the data set's parquet file)",
        "altutor run ag-news-org --data newswire   (offline stand-in)",
    )
    return Finding(subject, f"not reachable ({trouble})", False, mend)


def _is_cached() -> bool:
    from datasets import config

    folder = Path(config.HF_DATASETS_CACHE) / HUB_NAME.replace("/", "___")
    return any(folder.glob("**/*.arrow"))


def _ask_hub() -> None:
    from huggingface_hub import HfApi

    HfApi().dataset_info(HUB_NAME, timeout=PATIENCE)


def _within(seconds: float, ask: Callable[[], None]) -> str | None:
    """Call `ask` and return what went wrong, or None; after `seconds` give up waiting.

    A timeout of the request is not enough: looking up the host's name has none.
    """
    trouble: list[str | None] = []

    def call() -> None:
        try:
            ask()
            trouble.append(None)
        except Exception as error:  # whatever it is, the hub did not answer
            trouble.append(type(error).__name__)

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(seconds)
    return trouble[0] if trouble else f"no answer within {seconds:.0f} seconds"
