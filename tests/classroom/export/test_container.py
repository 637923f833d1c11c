"""The container's recipe names things that exist. No container is built here."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from altutor.classroom.export.gradescope import SHIPPED

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "containers"
RECIPE = (FOLDER / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def instructions(name: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in RECIPE.splitlines() if line.startswith(f"{name} ")]


def copied() -> list[str]:
    return [source for words in instructions("COPY") for source in words[:-1]]


def apt_packages(script: str) -> set[str]:
    lines = re.findall(r"apt-get install -y --no-install-recommends ([^\n&|]+)", script)
    return {word for line in lines for word in line.split() if not word.startswith('"$')}


def test_what_is_copied_exists_and_is_let_in() -> None:
    let_in = re.findall(r"(?m)^!(.+)$", (FOLDER / "Dockerfile.dockerignore").read_text(encoding="utf-8"))
    assert sorted(copied()) == sorted(let_in)
    for source in copied():
        assert (ROOT / source).exists(), source


def test_what_is_copied_is_enough_to_install(tmp_path: Path) -> None:
    for words in instructions("COPY"):
        *sources, target = words
        for source in sources:
            there = tmp_path / target.strip("/")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, there, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                there.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, there)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(tmp_path / "source")], check=True)
    (built,) = tmp_path.glob("altutor-*.whl")
    inside = zipfile.ZipFile(built).namelist()
    assert any(name.startswith("altutor/chapters/published/") for name in inside)
    assert {"altutor/classroom/export/shipped/setup.sh", "altutor/classroom/export/shipped/run_autograder"} <= set(
        inside
    )
    assert f"-c /{Path('source', 'constraints.txt').as_posix()}" in RECIPE


def test_packages_of_the_system_exist() -> None:
    wanted = apt_packages(RECIPE) | apt_packages((SHIPPED / "setup.sh").read_text(encoding="utf-8"))
    wanted |= {"python3", "python3-venv"}
    assert "bubblewrap" in wanted
    apt = shutil.which("apt-cache")
    if apt is None or subprocess.run([apt, "show", "bash"], capture_output=True, check=False).returncode:
        pytest.skip("there are no lists of packages here")
    for package in wanted:
        shown = subprocess.run([apt, "show", package], capture_output=True, check=False)
        assert shown.returncode == 0, f"apt knows no {package}"


def test_nothing_runs_as_root() -> None:
    users = instructions("USER")
    assert users == [["grader"]]
    assert RECIPE.index("USER grader") < RECIPE.index("ENTRYPOINT")
    assert "useradd --create-home --uid 1000 grader" in RECIPE


def test_the_guide_types_what_is_there() -> None:
    guide = (ROOT / "docs" / "guides" / "containers.md").read_text(encoding="utf-8")
    (build,) = re.findall(r"docker build .*", guide)
    assert (ROOT / shlex.split(build)[shlex.split(build).index("-f") + 1]) == FOLDER / "Dockerfile"
    (run,) = re.findall(r"(?s)docker run .*?(?=\n```)", guide)
    flags = shlex.split(run.replace("\\\n", " "))
    for flag in ("--read-only", "--cap-drop", "--tmpfs"):
        assert flag in flags
    assert flags[flags.index("--network") + 1] == "none"
    given_up = {flags[at + 1] for at, word in enumerate(flags) if word == "--security-opt"}
    for option in given_up:
        assert f"`{option}`" in guide, f"the guide must say what {option} gives up"
