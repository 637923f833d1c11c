"""The base pipeline of the stand-in: trained when it is first asked for, then kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from platformdirs import user_cache_dir

from altutor.data.newswire.generate import digest, source_texts
from altutor.data.newswire.training import Settings, train
from altutor.errors import AltutorError

SETTINGS = Settings()
_MANIFEST = "manifest.json"


def base_folder() -> Path:
    """Return the folder in the cache that holds the base pipeline once it is trained."""
    cache = Path(os.environ.get("ALTUTOR_CACHE") or user_cache_dir("altutor"))
    return cache / f"newswire_base-{cache_key()[:16]}"


def newswire_base(progress: Callable[[float], None] | None = None) -> Path:
    """Give the folder of the stand-in's base pipeline; train it when it is missing, outdated or damaged.

    Parameters
    ----------
    progress
        Told the fraction of the training that is done; not called when the pipeline is in the cache.

    Returns
    -------
    Path
        A folder for :func:`spacy.load`. It lies in the user's cache folder, or in the one that the environment variable
        ``ALTUTOR_CACHE`` names.

    Raises
    ------
    AltutorError
        When the cache folder cannot be written.
    """
    folder = base_folder()
    cache = folder.parent
    if is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        # A sibling, so that the move is a rename on one file system: a half-written folder never has the final name.
        workshop = Path(tempfile.mkdtemp(prefix=".newswire_base-", dir=cache))
    except OSError as error:
        message = f"The cache folder {cache} cannot be written ({error.strerror})."
        raise AltutorError(f"{message} Set ALTUTOR_CACHE to a folder of yours and run the command again.") from error
    try:
        pipeline = workshop / "pipeline"
        train(source_texts(SETTINGS.n_texts), SETTINGS, progress).to_disk(pipeline)
        (pipeline / _MANIFEST).write_text(json.dumps(_checksums(pipeline), indent=1), encoding="utf-8")
        _move(pipeline, folder, workshop)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return folder


def cache_key() -> str:
    """Hash everything that the base depends on: the generator's output, the training settings, the version of spaCy.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    from importlib.metadata import version

    parts = {"texts": digest(source_texts(SETTINGS.n_texts)), "settings": asdict(SETTINGS), "spacy": version("spacy")}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_whole(folder: Path) -> bool:
    """Say whether a folder holds a pipeline just as it was written.

    Parameters
    ----------
    folder
        A folder of the cache; need not exist.

    Returns
    -------
    bool
        True when every file is there with its checksum.
    """
    try:
        expected = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return bool(expected) and _checksums(folder) == expected
    except (OSError, ValueError):
        return False


def _checksums(folder: Path) -> dict[str, str]:
    """Hash every file of a pipeline but the manifest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _move(pipeline: Path, folder: Path, workshop: Path) -> None:
    """Put a finished pipeline in its place, whoever else does the same at this moment."""
    for _ in range(10):
        try:
            os.replace(pipeline, folder)
            return
        except OSError:
            # The place is taken: by another process that was faster, or by a damaged folder.
            if is_whole(folder):
                return
            try:
                os.replace(folder, Path(tempfile.mkdtemp(dir=workshop)) / "damaged")
            except FileNotFoundError:
                continue
    raise AltutorError(f"The folder {folder} is damaged and cannot be replaced. Delete it and run the command again.")
