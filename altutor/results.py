"""The results file of an experiment: what was run, on what, what came out (contract in the architecture page)."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altutor.errors import AltutorError
from altutor.files import dump_json, write_atomic

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = 1


@dataclass
class Results:
    """One experiment's results.

    Attributes
    ----------
    experiment
        Its name, as ``altutor list`` shows it.
    config
        Every setting that the rows depend on.
    seeds
        The seeds that every cell was run with.
    versions
        Versions of altutor, Python and the libraries that the numbers depend on.
    data
        ``source``, ``rows`` and ``sha256`` of the data.
    rows
        One flat mapping per cell, seed and round.
    claims
        One mapping per claim: see :class:`altutor.claims.Verdict`.
    timings
        Seconds and peak memory: the only part that differs between two equal runs.
    """

    experiment: str
    config: dict[str, Any]
    seeds: list[int]
    versions: dict[str, str]
    data: dict[str, Any]
    rows: list[dict[str, Any]]
    claims: list[dict[str, Any]] = field(default_factory=list)
    timings: dict[str, Any] = field(default_factory=dict)
    schema: int = SCHEMA

    def table(self) -> pd.DataFrame:
        """Return the rows as a data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows)

    def write(self, path: Path) -> None:
        """Write the file at once or not at all."""
        fields = asdict(self)
        rows = ",\n".join(dump_json(row).rstrip() for row in fields.pop("rows"))
        # One line a row keeps the file small and its differences readable.
        head = dump_json({"schema": fields.pop("schema"), **fields}, indent=1).rstrip().removesuffix("}").rstrip()
        write_atomic(path, f'{head},\n "rows": [\n{rows}\n]}}\n')


def read_results(path: Path) -> Results:
    """Read a results file.

    Parameters
    ----------
    path
        A ``results.json``.

    Raises
    ------
    AltutorError
        When the file is missing, damaged, of another shape, or written by a newer altutor.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AltutorError(f"Cannot read {path} ({error.strerror}): make it with `altutor run`.") from error
    except ValueError as error:
        raise AltutorError(
            f"{path} is damaged ({error}): delete it and type the same command again; finished runs are kept."
        ) from error
    schema = raw.get("schema") if isinstance(raw, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise AltutorError(
            f"{path} has schema {schema}, and this altutor reads up to {SCHEMA}: "
            "upgrade altutor (`python -m pip install --upgrade altutor`), or choose another folder with --out."
        )
    try:
        return Results(**raw)
    except TypeError as error:
        raise AltutorError(
            f"{path} is not a results file of altutor ({error}): "
            "delete it and type the same command again, or choose another folder with --out."
        ) from error


def versions(*libraries: str) -> dict[str, str]:
    """Return the versions of altutor, Python and the named libraries."""
    return {"altutor": version("altutor"), "python": platform.python_version()} | {
        name: version(name) for name in libraries
    }
