from __future__ import annotations

import pytest
from handed_in import E2
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom import catalogue
from altutor.classroom.submissions import names
from altutor.classroom.submissions.names import DECORATED, SHORT, WHOLE, meaning


@pytest.mark.parametrize(
    ("path", "how", "number", "before"),
    [
        ("ch03_local_optima/e2_epsilon.py", WHOLE, 0, ""),
        ("e2_epsilon.py", WHOLE, 0, ""),
        ("E2_Epsilon.PY", WHOLE, 0, ""),
        ("ch03_e2_epsilon.py", WHOLE, 0, ""),
        ("ch03_local_optima_e2_epsilon.py", WHOLE, 0, ""),
        ("e2_epsilon.py.txt", WHOLE, 0, ""),
        ("e2-epsilon.py", WHOLE, 0, ""),
        ("e2_epsilon (1).py", DECORATED, 1, ""),
        ("e2_epsilon-1.py", DECORATED, 1, ""),
        ("e2_epsilon_final.py", DECORATED, 0, ""),
        ("e2_epsilon_final_v2.ipynb", DECORATED, 2, ""),
        ("e2_epsilon - Copy (3).py", DECORATED, 3, ""),
        ("Copy of e2_epsilon.py", DECORATED, 0, "Copy of"),
        ("Ada Lovelace_e2_epsilon.py", DECORATED, 0, "Ada Lovelace"),
        ("ada_ch03_e2_epsilon-2.py", DECORATED, 2, "ada"),
        ("ch3/e2.py", SHORT, 0, ""),
        ("ch03_e2.py", SHORT, 0, ""),
        ("ch3e2.py", SHORT, 0, ""),
        ("chapter 3/Exercise 2.py", SHORT, 0, ""),
        ("ada_ch3_e02.py", SHORT, 0, "ada"),
    ],
)
def test_names_that_mean_one_exercise(path: str, how: int, number: int, before: str) -> None:
    assert meaning(path) == names.Meaning((E2,), how, number, before)


@pytest.mark.parametrize(
    "path",
    ["homework.py", "e2_epsilon_helpers.py", "epsilon.py", "e10.py", "e1234567.py", "e2x.py", "y" * 300 + "_e2.py"],
)
def test_names_that_mean_none(path: str) -> None:
    assert meaning(path) is None


def test_a_number_alone_means_one_of_several_chapters() -> None:
    found = meaning("e2.py")
    assert found is not None
    assert {id_.partition("/")[0] for id_ in found.ids} == {id_.partition("/")[0] for id_ in catalogue.ids()}


def test_the_folder_decides_between_exercises_of_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    both = ("ch02_sampling_bias/e2_twin", "ch03_local_optima/e2_twin")
    names._by_stem.cache_clear()
    names._stems.cache_clear()
    monkeypatch.setattr(catalogue, "ids", lambda: [E2, *both])
    try:
        assert meaning("e2_twin.py") == names.Meaning(both, WHOLE)
        assert meaning("ch03_local_optima/e2_twin.py") == names.Meaning(both[1:], WHOLE)
        assert meaning("ch3/mine/e2_twin.py") == names.Meaning(both[1:], WHOLE)
        assert meaning("ch02_e2_twin.py") == names.Meaning(both[:1], WHOLE)
    finally:
        names._by_stem.cache_clear()
        names._stems.cache_clear()


def test_every_exercise_is_known_by_its_path_and_by_its_name() -> None:
    for id_ in catalogue.ids():
        for path in (f"{id_}.py", f"{id_.partition('/')[2]}-3.py", f"{id_.replace('/', '_')}.ipynb"):
            found = meaning(path)
            assert found is not None
            assert found.ids == (id_,)


@pytest.mark.parametrize(
    "name", ["test_e2_epsilon.py", "conftest.py", "__init__.py", "e2_epsilon.kept1.py", "setup.py"]
)
def test_files_that_are_no_answers(name: str) -> None:
    assert names.is_support(name)
    assert not names.is_support("e2_epsilon.py")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_name_means_something_or_nothing(name: str) -> None:
    found = meaning(name)
    assert found is None or found.ids


def test_long_names_are_read_quickly() -> None:
    for name in ("1" * 250 + "x.py", "e1_" * 80 + "x.py", "_" * 250 + ".py", "e2_epsilon" + "copy" * 60 + "x.py"):
        assert meaning(name) is None or meaning(name)
