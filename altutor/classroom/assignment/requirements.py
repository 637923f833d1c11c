"""What a class installs: altutor's wheel, and each library that it needs in the version that is installed here."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version


def requirements(wheel: str) -> str:
    """Return a requirements file.

    Parameters
    ----------
    wheel
        Name of the wheel that lies beside it.
    """
    lines = [
        f"# altutor and what it needs, as tried with Python {platform.python_version()} on {platform.system()}.",
        "# Type in this folder: python -m pip install -r requirements.txt",
        f"./{wheel}",
        *(f"{name}=={version}" for name, version in sorted(closure("altutor").items())),
    ]
    return "\n".join(lines) + "\n"


def closure(package: str) -> dict[str, str]:
    """Return the versions of all that an installed package needs, directly or not, by name.

    What is needed on other systems alone is not installed here, and pip chooses its version there.
    """
    found: dict[str, str] = {}
    open_: list[tuple[str, str]] = [(package, "")]
    done: set[tuple[str, str]] = set()
    while open_:
        name, extra = open_.pop()
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue
        if canonicalize_name(name) != canonicalize_name(package):
            found[canonicalize_name(name)] = Version(installed.version).public  # +cpu and the like: of one index alone
        for line in installed.requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                new = {(canonicalize_name(needed.name), wanted) for wanted in ("", *needed.extras)} - done
                done |= new
                open_ += new
    return found
