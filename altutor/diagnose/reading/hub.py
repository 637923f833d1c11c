"""Data sets of Hugging Face: a folder, a parquet or arrow file, or a name on the hub.

Confirmed with the library itself (datasets 5.2, 2026), by round trips in the tests; "Loading local data files initiates
web requests" (datasets issue 6088, 2023).
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

from altutor.diagnose.reading import plain, prodigy
from altutor.diagnose.reading.collecting import Collector
from altutor.diagnose.reading.pieces import Progress
from altutor.errors import AltutorError

NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
SPLIT = re.compile(r"[\w.-]*")
READ = (*plain.TEXTS, *plain.TOKENS, *plain.TAGS, *plain.SPANS, *plain.LABELS, *plain.SESSIONS, *plain.MOMENTS)
COLUMNS = frozenset({*READ, *prodigy.MARKS, "_timestamp", "answer", "accept", "options", "meta", "score", "chance"})


def read_dataset(where: str, split: str, into: Collector, progress: Progress | None = None) -> None:
    """Add the examples of one split of a data set.

    Parameters
    ----------
    where
        A hub name, a folder, or a parquet or arrow file.
    split
        The split's name; empty: "train", or the only one.

    Raises
    ------
    AltutorError
        When it cannot be reached or read, or has no such split or no text.
    """
    import datasets

    datasets.config.HF_UPDATE_DOWNLOAD_COUNTS = False  # else the hub is told, even of local files
    datasets.disable_progress_bars()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it reports each retry where there is no network
    logging.getLogger("datasets").setLevel(logging.CRITICAL)  # what it reports of damaged files is in the error, too
    try:
        table = _choose(_load(datasets, where), where, split, into)
        names, used = _columns(datasets, table, where)
        total = len(table) if hasattr(table, "__len__") else 0
        number = 0
        for number, row in enumerate(table.select_columns(used), start=1):
            into.notes.counts["records"] += 1
            record = {key: names[key](value) if key in names else value for key, value in row.items()}
            place = f"row {number}"
            (prodigy.read_task if prodigy.is_task(record) else plain.read_record)(record, place, into)
            if progress is not None and total and number % 100 == 0:
                progress(number / total)
    except AltutorError:
        raise
    except Exception as error:  # what `datasets` raises for an unreadable source differs from version to version
        reason = shorten(str(error), 200, placeholder=" ...") or type(error).__name__
        if isinstance(error, ConnectionError | TimeoutError):
            reason = "the hub cannot be reached"
        looked = "" if os.path.exists(where) else ", looked for on the hub since no file or folder here has that name"
        raise AltutorError(
            f"Cannot load the data set {where!r} ({reason}){looked}: expected a folder with parquet files, one that "
            "Dataset.save_to_disk wrote, or a name on the hub."
        ) from error


def is_saved(folder: Path) -> bool:
    """Return whether `Dataset.save_to_disk` or `DatasetDict.save_to_disk` wrote a folder."""
    return (folder / "state.json").is_file() or (folder / "dataset_dict.json").is_file()


def _load(datasets: Any, where: str) -> Any:
    """Open a data set; what lies on this machine is streamed, so that no copy of it is made."""
    path = Path(where)
    if path.is_dir() and is_saved(path):
        return datasets.load_from_disk(where)
    if path.is_dir():
        return datasets.load_dataset(where, streaming=True)
    if path.suffix == ".arrow":
        return datasets.Dataset.from_file(where)
    if path.is_file():
        return datasets.load_dataset("parquet", data_files={"train": where}, streaming=True)
    return datasets.load_dataset(where)


def _choose(loaded: Any, where: str, split: str, into: Collector) -> Any:
    """Return one split."""
    if not isinstance(loaded, Mapping):
        if split:
            raise AltutorError(f"{where} has no splits: name it without ':{split}'.")
        return loaded
    names = list(loaded)
    chosen = split or ("train" if "train" in names or len(names) != 1 else names[0])
    if chosen not in names:
        raise AltutorError(
            f"The data set {where!r} has no split {chosen!r} (it has {', '.join(map(str, names))}): "
            f"name one of them, as in {where}:{names[0] if names else 'train'}."
        )
    if not split and len(names) > 1:
        what = f"Only the split {chosen!r} was read, not {', '.join(str(name) for name in names if name != chosen)}."
        into.notes.add("splits left out", where, what)
    return loaded[chosen]


def _columns(datasets: Any, table: Any, where: str) -> tuple[dict[str, Callable[[Any], Any]], list[str]]:
    """Return how to name the values of columns with class labels, and which columns to read."""
    features = table.features or {}
    available = list(table.column_names or features)
    used = [column for column in available if column in COLUMNS]
    if not any(column in (*plain.TEXTS, *plain.TOKENS) for column in used):
        raise AltutorError(
            f"The data set {where!r} has no column for the text (it has {', '.join(available)}): expected one named "
            f"{', '.join(plain.TEXTS)} or tokens; rename it with rename_column."
        )
    names = dict[str, Callable[[Any], Any]]()
    for column in used:
        feature = features.get(column)
        inner = getattr(feature, "feature", None)
        if isinstance(feature, datasets.ClassLabel):
            names[column] = _namer(feature.names)
        elif isinstance(inner, datasets.ClassLabel):
            names[column] = _each(_namer(inner.names))
    return names, used


def _namer(names: list[str]) -> Callable[[Any], Any]:
    def one(value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return names[value] if 0 <= value < len(names) else None  # -1 and -100 stand for "no label"

    return one


def _each(one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: [one(value) for value in values or []]
