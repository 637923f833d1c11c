from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.submissions.layouts import Layout, recognise
from altutor.classroom.submissions.people import Owner
from altutor.classroom.submissions.unpack import File, in_order
from altutor.errors import AltutorError

METADATA = b"""---
submission_1:
  :submitters:
  - {':name': Ada Lovelace, ':sid': '31', ':email': ada@example.org}
  :created_at: 2026-11-02 02:52:07.938335000 Z
submission_2:
  :submitters:
  - {':name': Grace Hopper, ':sid': '32', ':email': g@example.org}
  - {':name': Alan Turing, ':sid': '33', ':email': a@example.org}
submission_3:
  :submitters: []
"""


def layout(*paths: str, **content: bytes) -> Layout:
    files = [File(path, lambda: io.BytesIO(content.get("data", b""))) for path in paths]
    return recognise(in_order(files), None)


def owners(found: Layout) -> dict[Owner, list[str]]:
    return {delivery.owners[0]: [file.path for file in delivery.files] for delivery in found.deliveries}


def test_canvas() -> None:
    found = layout(
        "lovelaceada_11_501_e2_epsilon-1.py",
        "lovelaceada_11_502_notes_1_2_x.py",
        "turingalan_LATE_12_503_week 3.zip",
        "müllerjürgen_13_504_hw.ipynb",
        "some999_name_14_505_e2_epsilon.py",
        "hoppergrace_15_text.html",
        "roster.csv",
    )
    assert (found.title, found.column) == ("Canvas's download", "canvas_id")
    assert owners(found) == {
        Owner("lovelaceada", "11"): ["e2_epsilon-1.py", "notes_1_2_x.py"],
        Owner("turingalan", "12"): ["week 3.zip"],
        Owner("müllerjürgen", "13"): ["hw.ipynb"],
        Owner("some999_name", "14"): ["e2_epsilon.py"],
        Owner("hoppergrace", "15"): [],
    }
    assert {delivery.owners[0].key for delivery in found.deliveries if delivery.late} == {"12"}
    assert found.deliveries[0].notes == ["The text or link that you gave Canvas is not read: hand in files."]
    assert found.notes == ["Nobody's, and left out: 'roster.csv'."]


def test_canvas_without_names_says_so() -> None:
    found = layout("anon_Ab3cD_501_e2_epsilon.py", "LATE_anon_Zz9yX_502_e2_epsilon.py")
    assert owners(found) == {Owner("anon_Ab3cD"): ["e2_epsilon.py"], Owner("anon_Zz9yX"): ["e2_epsilon.py"]}
    assert [delivery.late for delivery in found.deliveries] == [True, False]
    assert "end the anonymous grading there" in found.notes[0]


def test_one_odd_name_does_not_make_it_canvas_s() -> None:
    found = layout("ada/e2_epsilon.py", "alan/e2_epsilon.py", "grace/e2_epsilon.py", "x_1_2_e2_epsilon.py")
    assert found.column == ""
    assert Owner("x_1_2") in owners(found)


@pytest.mark.parametrize("end", ["", "_"], ids=["now", "older versions"])
def test_moodle_in_folders(end: str) -> None:
    found = layout(
        f"Ada Lovelace_1234567_assignsubmission_file{end}/ch03/e2_epsilon.py",
        f"Ada Lovelace_1234567_assignsubmission_onlinetext{end}/onlinetext.html",
        f"José Núñez_1234568_assignsubmission_file{end}/work.zip",
        f"Default group_assignsubmission_file{end}/e2_epsilon.py",
    )
    assert (found.title, found.column) == ("Moodle's download", "moodle_id")
    assert owners(found) == {
        Owner("Ada Lovelace", "1234567"): ["ch03/e2_epsilon.py"],
        Owner("José Núñez", "1234568"): ["work.zip"],
        Owner("Default group"): ["e2_epsilon.py"],
    }
    ada = next(one for one in found.deliveries if one.owners[0].key == "1234567")
    assert ada.notes == ["The text that you typed into Moodle is not read: hand in files."]


def test_moodle_without_folders() -> None:
    found = layout(
        "Ada Lovelace_1234567_assignsubmission_file_e2_epsilon.py",
        "Ada Lovelace_1234567_assignsubmission_onlinetext_onlinetext.html",
        "Participant_1234568_assignsubmission_file_my_work.zip",
    )
    assert owners(found) == {
        Owner("Ada Lovelace", "1234567"): ["e2_epsilon.py"],
        Owner("Participant", "1234568"): ["my_work.zip"],
    }


@pytest.mark.parametrize("root", ["", "assignment_8046601_export/"])
def test_gradescope(root: str) -> None:
    found = layout(
        f"{root}submission_metadata.yml",
        f"{root}submission_1/ch03_local_optima/e2_epsilon.py",
        f"{root}submission_3/x.py",
        f"{root}submission_4/x.py",
        data=METADATA,
    )
    assert (found.title, found.column) == ("Gradescope's export", "sid")
    ada, pair, nobody = found.deliveries
    assert ada.owners == (Owner("Ada Lovelace", "31", "ada@example.org"),)
    assert [file.path for file in ada.files] == ["ch03_local_optima/e2_epsilon.py"]
    assert ada.submitted is not None
    assert ada.submitted.isoformat() == "2026-11-02T02:52:07.938335+00:00"
    assert [owner.key for owner in pair.owners] == ["32", "33"]
    assert pair.notes == ["Handed in for a group of 2."]
    assert nobody.owners == ()
    assert found.notes == [
        "Gradescope lists 'submission_2', and there is nothing in such a folder.",
        "Gradescope names nobody for 'submission_3': it was left out.",
        "'submission_4' is not in submission_metadata.yml, and was left out.",
    ]


def test_gradescope_s_online_assignments_are_refused() -> None:
    with pytest.raises(AltutorError, match="online assignment"):
        layout("submission_metadata.csv", "submission_1/x.py")


def test_a_metadata_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("altutor.classroom.submissions.gradescope.LARGEST", 100)
    with pytest.raises(AltutorError, match=r"submission_metadata\.yml is larger than 0 kB"):
        layout("submission_metadata.yml", data=METADATA)


def test_folders_zips_and_files_of_one_s_own_making() -> None:
    found = layout(
        "ada/week3/ch03_local_optima/e2_epsilon.py",
        "alan.zip",
        "grace.7z",
        "jose.py",
        "maria_e2_epsilon (1).ipynb",
        "maria_ch03_e3_k_center.py",
        "test_e2_epsilon.py",
        "notes.txt",
        "e2_epsilon.py",
    )
    assert (found.title, found.column) == ("one folder, zip or file a student", "")
    assert owners(found) == {
        Owner("ada"): ["week3/ch03_local_optima/e2_epsilon.py"],
        Owner("alan"): ["alan.zip"],
        Owner("grace"): ["grace.7z"],
        Owner("jose"): ["jose.py"],
        Owner("maria"): ["ch03_e3_k_center.py", "e2_epsilon (1).ipynb"],
    }
    assert found.notes == [
        "'e2_epsilon.py' names no student, and was left out: there must be a folder or a zip for each student, or one "
        ".py or .ipynb file a student.",
        "Nobody's, and left out: 'notes.txt'.",
    ]


def test_the_work_of_one_person_is_nobody_s() -> None:
    found = layout("ch03_local_optima/e2_epsilon.py", "ch03_local_optima/e3_k_center.py", "e2_epsilon.py")
    assert found.deliveries == []
    assert [note.partition(",")[0] for note in found.notes] == [
        "'e2_epsilon.py' names no student",
        "'ch03_local_optima' names no student",
    ]


def test_a_folder_around_all_is_seen_through_where_the_roster_tells() -> None:
    files = in_order([File(f"week3/{name}/e2_epsilon.py", io.BytesIO) for name in ("ada", "alan")])
    assert [one.label for one in recognise(files, None).deliveries] == ["week3"]
    assert [one.label for one in recognise(files, None, wrapper="week3").deliveries] == ["ada", "alan"]
    assert [one.label for one in recognise(files, lambda owner: owner.name == "ada").deliveries] == ["ada", "alan"]
    assert [one.label for one in recognise(files, lambda owner: owner.name == "week3").deliveries] == ["week3"]
    assert [one.label for one in recognise(files, lambda owner: False).deliveries] == ["week3"]


def test_one_student_cannot_hand_in_a_class() -> None:
    files = [
        File("ada/submission_metadata.yml", lambda: io.BytesIO(METADATA)),
        File("ada/submission_2/x.py", io.BytesIO),
    ]
    assert recognise(files, None).column == "sid"
    found = recognise(files, lambda owner: owner.name == "ada")
    assert owners(found) == {Owner("ada"): ["submission_metadata.yml", "submission_2/x.py"]}


PART = st.text(alphabet="ab_19 .LATEé/", max_size=12) | st.sampled_from(
    ["_assignsubmission_file", "ada", "_1_2_", "e2_epsilon.py", ".zip", "/", "anon_", "_text.html"]
)


@settings(deadline=None)
@given(st.lists(st.lists(PART, min_size=1, max_size=6).map("".join), min_size=1, max_size=5))
def test_any_names_are_laid_out_somehow(paths: list[str]) -> None:
    clean = ["/".join(part for part in path.split("/") if part) for path in paths]
    found = layout(*(path for path in clean if path))
    assert all(file.path and delivery.owners for delivery in found.deliveries for file in delivery.files)
