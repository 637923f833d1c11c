from __future__ import annotations

import codecs

import pytest
from handed_in import E1, E2, E3, notebook, stub, work
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.submissions.match import Candidate, choose, functions

WANTED = [E2, E3]


def chosen(files: dict[str, bytes], *wanted: str) -> tuple[dict[str, bytes], list[str]]:
    return choose([Candidate(path, data) for path, data in files.items()], wanted or WANTED)


def test_a_file_in_its_place_counts_without_a_word() -> None:
    assert chosen({f"week3/exercises/{E2}.py": work(E2)}) == ({E2: work(E2)}, [])


@pytest.mark.parametrize("name", ["e2_epsilon-1.py", "e2_epsilon (2).py", "E2_Epsilon.PY", "e2_epsilon.py.txt"])
def test_what_browsers_and_platforms_do_to_a_name_is_not_told(name: str) -> None:
    assert chosen({name: work(E2)}) == ({E2: work(E2)}, [])


@pytest.mark.parametrize("name", ["e2_epsilon_final.py", "ch03_e2_epsilon.py", "ch03_e2.py"])
def test_another_name_is_told(name: str) -> None:
    files, notes = chosen({name: work(E2)})
    assert files == {E2: work(E2)}
    assert notes == [f"'{name}' was taken for ch03 e2; its name should be e2_epsilon.py."]


def test_a_file_without_a_name_is_known_by_its_functions() -> None:
    files, notes = chosen({"homework.py": work(E3)})
    assert files == {E3: work(E3)}
    assert notes == [
        "'homework.py' was taken for ch03 e3, since all functions of it are there; its name should be e3_k_center.py."
    ]


def test_a_file_with_a_syntax_error_is_known_by_its_functions_too() -> None:
    broken = work(E3) + b"\ndef oops(:\n"
    assert chosen({"homework.py": broken})[0] == {E3: broken}


def test_some_functions_are_not_enough() -> None:
    part = f"def {functions(E2)[0]}():\n    pass\n".encode()
    files, notes = chosen({"homework.py": part})
    assert files == {}
    assert "neither name nor functions are those of an exercise: 'homework.py'." in notes[0]


def test_one_file_may_answer_several_exercises() -> None:
    both = work(E2) + work(E3)
    files, notes = chosen({"all.py": both})
    assert files == {E2: both, E3: both}
    assert len(notes) == 2


def test_a_function_that_two_exercises_ask_for_decides_nothing() -> None:
    """e1 of chapter 1, e4 and e8 of chapter 3 each have a `next_query`."""
    e4, e8 = "ch03_local_optima/e4_density", "ch03_local_optima/e8_escape"
    assert "next_query" in set(functions(e4)) & set(functions(e8)) & set(functions(E1))
    assert chosen({"x.py": work(E1) + work(e4)}, E1, e4)[0] == {}
    assert chosen({"x.py": work(E1)}, E1, e8)[0] == {E1: work(E1)}  # it has all of e1, which asks for more than e8


def test_a_number_and_the_functions_make_a_name() -> None:
    files, notes = chosen({"e2.py": work(E2)}, E1, E2)
    assert files == {E2: work(E2)}
    assert notes == ["'e2.py' was taken for ch03 e2; its name should be e2_epsilon.py."]


def test_the_only_file_is_taken_for_the_only_exercise() -> None:
    files, notes = chosen({"homework.py": b"x = 1\n"}, E2)
    assert files == {E2: b"x = 1\n"}
    assert notes == ["'homework.py' was taken for ch03 e2; its name should be e2_epsilon.py."]
    assert chosen({"homework.py": b"x = 1\n", "more.py": b"y = 1\n"}, E2)[0] == {}


def test_the_newest_of_several_counts() -> None:
    files, notes = chosen({"e2_epsilon.py": work(E2, "old"), "e2_epsilon-1.py": work(E2, "new")})
    assert files == {E2: work(E2, "new")}
    assert notes == ["For ch03 e2 there is more than one file: 'e2_epsilon-1.py' counts, 'e2_epsilon.py' not."]
    again = choose([Candidate("a/e2_epsilon.py", b"1", 0), Candidate("b/e2_epsilon.py", b"2", 1)], WANTED)
    assert again[0] == {E2: b"2"}


def test_the_file_in_its_place_goes_before_one_elsewhere() -> None:
    files, _ = chosen({"e2_epsilon.py": work(E2, "loose"), f"{E2}.py": work(E2, "in place")})
    assert files == {E2: work(E2, "in place")}
    files, _ = chosen({"a/old/e2_epsilon.py": work(E2, "deep"), "b/e2_epsilon.py": work(E2, "shallow")})
    assert files == {E2: work(E2, "shallow")}


def test_work_goes_before_an_untouched_stub() -> None:
    files, notes = chosen({f"{E2}.py": stub(E2), "e2_epsilon_final.py": work(E2)})
    assert files == {E2: work(E2)}
    assert len(notes) == 1
    assert chosen({f"{E2}.py": stub(E2)})[0] == {E2: stub(E2)}


def test_equal_files_are_one() -> None:
    assert chosen({"e2_epsilon.py": work(E2), "backup/e2_epsilon.py": work(E2)})[1] == []


def test_checks_and_the_package_itself_are_ignored() -> None:
    files, notes = chosen(
        {
            "ch03_local_optima/test_e2_epsilon.py": work(E2),
            "conftest.py": b"import os",
            f"altutor/classroom/stubs/{E2}.py": stub(E2),
        }
    )
    assert (files, notes) == ({}, [])


def test_files_for_other_exercises_are_told_once_unless_untouched() -> None:
    files, notes = chosen(
        {f"{E1}.py": work(E1), "ch01_fair_race/e2_margin_entropy.py": stub("ch01_fair_race/e2_margin_entropy")}
    )
    assert files == {}
    assert notes == ["Not part of this assignment, and not graded: ch01 e1."]


def test_a_notebook_counts_where_there_is_no_file() -> None:
    cells = notebook("%matplotlib inline", work(E2).decode())
    files, notes = chosen({"e2_epsilon.ipynb": cells})
    assert b"def mixed_query" in files[E2]
    assert b"# %matplotlib inline" in files[E2]
    assert len(notes) == 2
    files, notes = chosen({"e2_epsilon.ipynb": cells, "e2_epsilon.py": work(E2)})
    assert files == {E2: work(E2)}
    assert notes == ["For ch03 e2 there is more than one file: 'e2_epsilon.py' counts, 'e2_epsilon.ipynb' not."]


def test_a_notebook_that_was_named_py_is_still_one() -> None:
    assert chosen({"e2_epsilon.py": notebook(work(E2).decode())})[0][E2].startswith(b"# code cell 1\n")


def test_a_broken_notebook_is_told_and_not_taken() -> None:
    files, notes = chosen({"e2_epsilon.ipynb": b"{"})
    assert files == {}
    assert notes[0].startswith("'e2_epsilon.ipynb' is not a notebook that can be read.")


def test_the_chapter_s_notebook_is_no_answer_unless_it_holds_one() -> None:
    assert chosen({"03_local_optima.ipynb": notebook("x = 1")}) == ({}, [])
    assert E2 in chosen({"03_local_optima.ipynb": notebook("x = 1", work(E2).decode())})[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_in_other_encodings_of_unicode_is_recoded(encoding: str) -> None:
    files, notes = chosen({"e2_epsilon.py": work(E2).decode().encode(encoding)})
    assert files == {E2: work(E2)}
    assert notes == [f"'e2_epsilon.py' was saved as {encoding.upper()} and read as UTF-8: choose UTF-8 in your editor."]


@pytest.mark.parametrize(
    "data",
    [
        work(E2).replace(b"\n", b"\r\n"),
        codecs.BOM_UTF8 + work(E2),
        work(E2) + "# müde\n".encode("latin-1"),
        codecs.BOM_UTF16_LE + b"x",
        b"",
    ],
    ids=["Windows", "UTF-8 with a mark", "Latin-1", "half of UTF-16", "empty"],
)
def test_other_content_is_left_for_the_grader(data: bytes) -> None:
    assert chosen({"e2_epsilon.py": data}) == ({E2: data}, [])


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=30), st.binary(max_size=50), max_size=4))
def test_any_files_are_sorted_out(files: dict[str, bytes]) -> None:
    found, notes = chosen({f"{path}.py": data for path, data in files.items()})
    assert set(found) <= set(WANTED)
    assert all(note.isprintable() for note in notes)
