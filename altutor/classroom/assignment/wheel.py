"""The installed altutor as a wheel, made without build tools and without a network: what classes install from."""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import altutor
from altutor.classroom.assignment.pack import zipped
from altutor.errors import AltutorError

TAG = "py3-none-any"
LEFT_OUT = {"__pycache__"}


def name() -> str:
    """Return the name of the wheel's file."""
    return f"altutor-{altutor.__version__}-{TAG}.whl"


def build() -> bytes:
    """Return the wheel; the same installation gives the same bytes.

    Raises
    ------
    AltutorError
        When what pip notes of an installed package is not there.
    """
    found = distribution("altutor")
    about = f"altutor-{altutor.__version__}.dist-info"
    files = _package() | {f"{about}/{path}": content for path, content in _about(found).items()}
    lines = [f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in sorted(files.items())]
    record = f"{about}/RECORD"
    return zipped(files | {record: "".join([*lines, f"{record},,\n"]).encode()}, last=f"{about}/")


def _package() -> dict[str, bytes]:
    """Return the files of the package, and of the chapters what it reads, which lies beside it in a clone."""
    package = Path(altutor.__file__).parent
    found = _below(package, "altutor")
    if not (package / "chapters" / "published").is_dir():
        beside = package.parent / "chapters"
        found |= _below(beside / "published", "altutor/chapters/published")
        found["altutor/chapters/goals.toml"] = (beside / "goals.toml").read_bytes()
    return found


def _below(folder: Path, prefix: str) -> dict[str, bytes]:
    found = {}
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part in LEFT_OUT for part in parts)
        if not hidden and path.suffix != ".pyc" and path.is_file():
            found["/".join([prefix, *parts])] = path.read_bytes()
    return found


def _about(installed: Distribution) -> dict[str, bytes]:
    """Return what a wheel says of itself, but for the list of its files."""
    found = {
        "WHEEL": f"Wheel-Version: 1.0\nGenerator: altutor {altutor.__version__}\nRoot-Is-Purelib: true\nTag: {TAG}\n"
    }
    for required in ("METADATA", "entry_points.txt"):
        text = installed.read_text(required)
        if not text:
            raise AltutorError(
                f"The installed altutor has no {required}, so no wheel can be made of it: install it again, in a clone "
                "by `python -m pip install -e .`."
            )
        found[required] = text
    for file in installed.files or []:
        _, licence, path = file.as_posix().partition(".dist-info/licenses/")
        if licence:
            found[f"licenses/{path}"] = file.read_text(encoding="utf-8")
    return {path: text.encode() for path, text in found.items()}


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
