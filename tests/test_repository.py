"""The repository keeps its word: what the README says is what is tested, and what is installed is complete."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

INSTALL = "python -m pip install -c constraints.txt . && altutor reproduce"
TEST = "python -m pip install -c constraints.txt '.[test]' && python -m pytest -n auto --dist worksteal"


def tracked() -> list[Path]:
    """Files of the repository, or all files where it is not a clone."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else [str(p.relative_to(ROOT)) for p in ROOT.rglob("*")]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def block(file: str, name: str) -> subprocess.CompletedProcess:
    return subprocess.run(["bash", ".ci/block", file, name], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(("name", "line"), [("install", INSTALL), ("test", TEST)])
def test_ci_types_the_lines_of_the_readme(name: str, line: str) -> None:
    assert line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert block("README.md", name).stdout == f"{line}\n"
    assert f"run README.md {name}" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_a_block_that_is_not_there_stops_ci() -> None:
    missing = block("README.md", "nothing")
    assert missing.returncode == 1
    assert "ci:nothing" in missing.stderr


@pytest.mark.parametrize("script", ["run", "full", "block", "book"])
def test_scripts_are_valid_and_stop_at_the_first_error(script: str) -> None:
    path = ROOT / ".ci" / script
    subprocess.run(["bash", "-n", path], check=True)
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")


def test_public_workflow_calls_the_same_script() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run" in workflow
    assert 'ALTUTOR_REQUIRE_SHARED: "0"' in workflow
    assert "secrets." not in workflow


def distribution(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def test_constraints_pin_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {distribution(line) for line in lines if re.match(r"[\w.-]+==[\w.]+( ;|$)", line)}
    assert len(pinned) > 40
    declared = PROJECT["dependencies"] + [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
    assert {distribution(each) for each in declared} <= pinned


def test_constraints_name_no_place() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|@|--|/", text)


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs/contributing/dependencies.md").read_text(encoding="utf-8")
    core, _, rest = page.partition("## Extras")
    for each in PROJECT["dependencies"]:
        assert f"| {distribution(each)} |" in core, each
    for extra, each in [(extra, each) for extra, names in PROJECT["optional-dependencies"].items() for each in names]:
        assert f"| {extra} |" in rest
        assert distribution(each) in rest, each


def test_citation_has_the_version_of_the_package() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^version: (\S+)$", citation) == [PROJECT["version"]]


def test_no_file_names_a_place_on_the_machine_it_was_made_on() -> None:
    places = [str(Path.home()), str(ROOT), *(f"/{folder}/" for folder in ("work", "root", "Users"))]
    pattern = re.compile("|".join(re.escape(place) for place in places if len(place) > 2))
    files = tracked()
    assert len(files) > 20
    found = []
    for file in files:
        if file == Path(__file__):
            continue
        content = file.read_bytes()
        if b"\0" not in content and (match := pattern.search(content.decode(errors="replace"))):
            found.append(f"{file.relative_to(ROOT)}: {match[0]}")
    assert not found


def test_every_link_of_the_pages_leads_somewhere() -> None:
    pages = [file for file in tracked() if file.suffix == ".md"]
    assert pages
    for page in pages:
        text = re.sub(r"(?s)```.*?```", "", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            # Chapters and the pages of claims and exercises are made with the site, whose build checks links to them.
            if "://" not in target and not re.search(r"chapters/\d\d_|claims/|exercises/ch", target):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


@pytest.mark.slow
def test_wheel_carries_what_the_commands_need(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = {str(p.relative_to(ROOT)) for p in tracked() if p.is_relative_to(ROOT / "altutor")}
    assert any(name.endswith(".j2") for name in package)
    assert any(name.endswith(".gz") for name in package)
    assert package <= inside
    published = {f"altutor/{p.relative_to(ROOT)}" for p in tracked() if p.is_relative_to(ROOT / "chapters/published")}
    assert published <= inside
    assert not [name for name in inside if name.startswith(("tests/", "chapters/", "exercises/"))]
    assert [name for name in inside if name.endswith("licenses/LICENSE-text")]
    exercises = {
        f"{path.parent.name}/{path.name}" for path in (ROOT / "tests/exercises").glob("ch*/e*") if path.is_dir()
    }
    assert {f"altutor/classroom/{kind}/{id_}.py" for kind in ("stubs", "graders") for id_ in exercises} <= inside
    assert not [name for name in inside if re.search(r"(solution|second|wrong_\w+)\.py$", name)]


def test_checksums_of_the_data_cards_are_those_of_the_data() -> None:
    from altutor.data.newswire import load_newswire

    layer = hashlib.sha256((ROOT / "altutor" / "data" / "ag_news_org.jsonl.gz").read_bytes()).hexdigest()
    assert layer in (ROOT / "docs" / "data" / "ag_news_org.md").read_text(encoding="utf-8")
    newswire = load_newswire().source["sha256"]
    assert newswire in (ROOT / "docs" / "data" / "newswire.md").read_text(encoding="utf-8")
