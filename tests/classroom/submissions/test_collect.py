from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from handed_in import E1, E2, E3, assignment, everything, notebook, put, roster, stub, work, zip_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altutor.classroom.assignment.roster import Person
from altutor.classroom.submissions import unpack
from altutor.classroom.submissions.collect import Submission, collect
from altutor.errors import AltutorError

CLASS = roster(
    Person("ada", "Ada Lovelace", canvas_id="11", moodle_id="21", sid="31"),
    Person("alan", "Alan Turing", "alan@example.org"),
    Person("grace", "Grace Hopper"),
)


def collected(
    folder: Path, *ids: str, people: dict[str, Person] | None = CLASS
) -> tuple[dict[str, Submission], list[str]]:
    """Collect, and see that the place is as it was."""
    before = everything(folder.parent)
    found, notes = collect(folder, assignment(*ids), people)
    assert everything(folder.parent) == before
    assert [one.student for one in found] == sorted(one.student for one in found)
    return {one.student: one for one in found}, notes


def test_folders_by_student(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {f"ada/{E2}.py": work(E2), f"ada/my/{E3}.py": work(E3), "alan/e2_epsilon.py": b"x"})
    found, notes = collected(folder)
    assert found["ada"] == Submission("ada", {E2: work(E2), E3: work(E3)})
    assert found["alan"].files == {E2: b"x"}
    assert found["grace"] == Submission("grace")
    assert notes == ["Read as: one folder, zip or file a student, 2 students."]


def test_zips_and_files_by_student(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in",
        {
            "ada.zip": zip_of({f"week3/{E2}.py": work(E2), "__MACOSX/week3/._e2_epsilon.py": b"\x00"}),
            "Alan_e2_epsilon.py": work(E2),
            "Alan Turing_e3_k_center.ipynb": notebook(work(E3).decode()),
            "grace.py": work(E3),
        },
    )
    found, _ = collected(folder)
    assert found["ada"] == Submission("ada", {E2: work(E2)})
    assert set(found["alan"].files) == {E2, E3}
    assert found["grace"].files == {E3: work(E3)}
    assert found["grace"].notes[0].startswith("'grace.py' was taken for ch03 e3")


def test_a_zip_again_counts_more_than_the_first(tmp_path: Path) -> None:
    zips = {f"ada{again}.zip": zip_of({"e2_epsilon.py": work(E2, again)}) for again in ("", "-1", " (2)")}
    found, _ = collected(put(tmp_path / "in", zips))
    assert found["ada"].files == {E2: work(E2, " (2)")}
    assert "'ada (2)/e2_epsilon.py' counts" in found["ada"].notes[0]


def test_a_number_of_a_zip_counts_only_beside_one_without(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in",
        {
            "ada/week3.zip": zip_of({"e2_epsilon.py": work(E2, "old")}),
            "ada/week3_2.zip": zip_of({"e2_epsilon.py": work(E2, "new")}),
            "alan/sheet_2.zip": zip_of({"e2_epsilon.py": work(E2, "sheet 2")}),
            "alan/e2_epsilon.py": work(E2, "loose"),
        },
    )
    found, _ = collected(folder)
    assert found["ada"].files == {E2: work(E2, "new")}
    assert found["alan"].files == {E2: work(E2, "loose")}


CANVAS = {
    "lovelaceada_LATE_11_501_e2_epsilon-1.py": work(E2, "ada"),
    "turingalan_12_502_week3.zip": zip_of({f"{E2}.py": work(E2, "alan"), f"{E3}.py": work(E3, "alan")}),
    "evilsomebody_13_503_e2_epsilon.py": work(E2, "?"),
}
MOODLE = {
    "Any Name_21_assignsubmission_file/e2_epsilon.py": work(E2, "ada"),
    "Alan Turing_22_assignsubmission_file/week3.zip": zip_of({f"{E2}.py": work(E2, "alan"), f"{E3}.py": b"y"}),
    "Alan Turing_22_assignsubmission_onlinetext/onlinetext.html": b"<p>done</p>",
}
GRADESCOPE = {
    "submission_metadata.yml": b"""---
submission_1:
  :submitters:
  - {':name': A, ':sid': '31', ':email': a@example.org}
  - {':name': B, ':sid': '', ':email': Alan@Example.org}
  :created_at: 2026-11-02 02:52:07.938335000 Z
""",
    f"submission_1/{E2}.py": work(E2, "both"),
}


@pytest.mark.parametrize("how", ["folder", "zip", "zip in a folder", "folder in a zip", "folder in a folder"])
@pytest.mark.parametrize("files", [CANVAS, MOODLE, GRADESCOPE], ids=["Canvas", "Moodle", "Gradescope"])
def test_downloads_are_read_in_whatever_they_come(tmp_path: Path, how: str, files: dict[str, bytes]) -> None:
    inner = {f"download/{path}": data for path, data in files.items()}
    if how == "folder":
        place = put(tmp_path / "in", files)
    elif how == "folder in a folder":
        place = put(tmp_path / "in", inner)
    elif how == "zip in a folder":
        place = put(tmp_path / "in", {"submissions.zip": zip_of(files)})
    else:
        put(tmp_path / "in", {"submissions.zip": zip_of(files if how == "zip" else inner)})
        place = tmp_path / "in" / "submissions.zip"
    found, notes = collected(place)
    assert notes[0].endswith(", 2 students.")
    assert set(found) == set(CLASS)
    if files is CANVAS:
        assert found["ada"] == Submission("ada", {E2: work(E2, "ada")}, marked_late=True)
        assert found["alan"] == Submission("alan", {E2: work(E2, "alan"), E3: work(E3, "alan")})
        assert notes == [
            "Read as: Canvas's download, 2 students.",
            "'evilsomebody_13' is nobody's in the roster: write canvas_id 13 into that person's line of the roster.",
        ]
    elif files is MOODLE:
        assert found["ada"].files == {E2: work(E2, "ada")}
        assert found["alan"].files == {E2: work(E2, "alan"), E3: b"y"}
        assert found["alan"].notes == ("The text that you typed into Moodle is not read: hand in files.",)
    else:
        when = datetime(2026, 11, 2, 2, 52, 7, 938335, UTC)
        for student in ("ada", "alan"):
            told = ("Handed in for a group of 2.",)
            assert found[student] == Submission(student, {E2: work(E2, "both")}, told, when)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_class_in_one_zip(tmp_path: Path, wrapped: bool) -> None:
    files = {f"{'week3/' if wrapped else ''}{name}/e2_epsilon.py": work(E2, name) for name in ("ada", "alan")}
    put(tmp_path, {"week3.zip": zip_of(files)})
    for people in (CLASS, None):
        found, _ = collected(tmp_path / "week3.zip", people=people)
        assert found["ada"].files == {E2: work(E2, "ada")}
        assert found["alan"].files == {E2: work(E2, "alan")}


def test_a_folder_with_the_zip_of_one_student_or_of_all(tmp_path: Path) -> None:
    one = put(tmp_path / "one", {"ada.zip": zip_of({f"{E2}.py": work(E2)})})
    assert collected(one)[0]["ada"].files == {E2: work(E2)}
    assert collected(one, people=None)[0]["ada"].files == {E2: work(E2)}
    every = put(tmp_path / "every", {"all.zip": zip_of({"alan/e2_epsilon.py": work(E2)})})
    assert collected(every)[0]["alan"].files == {E2: work(E2)}


def test_without_a_roster_everybody_who_handed_in_is_there(tmp_path: Path) -> None:
    found, notes = collected(put(tmp_path / "in", {f"José Núñez/{E2}.py": b"x", "eve_e2.py": b"y"}), people=None)
    assert {student: one.files for student, one in found.items()} == {"Jose-Nunez": {E2: b"x"}, "eve": {E2: b"y"}}
    assert notes[0] == "Read as: one folder, zip or file a student, 2 students."


def test_an_empty_folder_of_a_student_is_told_of(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"ada/report.pdf": b"%PDF", "alan/e2_epsilon.py": b"x", "grace/work.rar": b"Rar!"})
    found, notes = collected(folder)
    assert found["ada"] == Submission("ada")
    assert notes[1:] == [
        "ada handed in something, and nothing of it is for this assignment.",
        "grace handed in something, and nothing of it is for this assignment. The student is told: "
        "'work.rar' is no zip, and was not opened: hand in a zip, or the files themselves.",
    ]


def test_zips_that_cannot_be_read_cost_one_person_only(tmp_path: Path) -> None:
    good = zip_of({"e2_epsilon.py": work(E2)})
    folder = put(tmp_path / "in", {"ada.zip": good[: len(good) // 2], "alan.zip": good, "grace/a.zip": b""})
    found, notes = collected(folder)
    assert found["alan"].files == {E2: work(E2)}
    assert found["ada"].notes == ("'ada.zip' is no zip that can be read, so nothing in it counts.",)
    assert found["grace"].notes == ("'a.zip' is no zip that can be read, so nothing in it counts.",)
    assert sum("nothing of it is for this assignment" in note for note in notes) == 2
    assert "ada: 'ada.zip' is no zip that can be read." in notes


def test_a_zip_within_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = zip_of({"e2_epsilon.py": work(E2)})
    folder = put(tmp_path / "in", {"ada.zip": zip_of({"inner.zip": inner, "e3_k_center.py": b"x"})})
    found, _ = collected(folder)
    assert found["ada"].files == {E3: b"x"}
    assert found["ada"].notes == ("'inner.zip' is a zip within a zip, and was not opened: hand in one zip.",)


def test_forged_zips_give_their_good_files_and_notes(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../grace/e3_k_center.py", b"x")
        link = zipfile.ZipInfo(f"{E3}.py")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("e2_epsilon.py", work(E2))
    found, _ = collected(put(tmp_path / "in", {"ada.zip": made.getvalue()}))
    assert found["ada"].files == {E2: work(E2)}
    assert sorted(found["ada"].notes) == [
        "'../../grace/e3_k_center.py' has a name that leads out of the zip.",
        f"'{E3}.py' is a link or a device, not a file.",
    ]
    assert found["grace"].files == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_links_and_pipes_in_a_submission_are_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"ada/e2_epsilon.py": work(E2), "alan/x.py": work(E3, "alan")})
    (folder / "ada" / "e3_k_center.py").symlink_to(folder / "alan" / "x.py")
    os.mkfifo(folder / "ada" / "e4_density.py")
    (folder / "grace").symlink_to(folder / "alan")
    found, notes = collect(folder, assignment(), CLASS)
    ada, _, grace = found
    assert ada.files == {E2: work(E2)}
    assert ada.notes == (
        "'e3_k_center.py' is a link, and links are not followed.",
        "'e4_density.py' is neither a file nor a folder.",
    )
    assert grace.files == {}
    assert "'grace' is a link, and links are not followed." in notes


@pytest.mark.parametrize("packed", [False, True])
def test_ten_thousand_files_are_not_all_looked_at(tmp_path: Path, packed: bool) -> None:
    files = {f"many/f{number}.py": b"" for number in range(10_000)} | {"e2_epsilon.py": work(E2)}
    files["a/b/c/e3_k_center.py"] = work(E3)  # what lies deepest is looked at last
    folder = put(
        tmp_path / "in", {"ada.zip": zip_of(files)} if packed else {f"ada/{path}": b for path, b in files.items()}
    )
    (ada, *_), _ = collect(folder, assignment(), CLASS)
    assert ada.files == {E2: work(E2)}
    assert ada.notes[0] == "More than 2,000 files were handed in: only the first of them were looked at."


def test_large_files_and_large_submissions_are_not_read_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "in", {"ada/e2_epsilon.py": b"#" * 200_001, "ada/e3_k_center.py": b"x" * 200_000})
    found, _ = collected(folder)
    assert found["ada"].files == {E3: b"x" * 200_000}
    assert found["ada"].notes == ("'e2_epsilon.py' is larger than 200 kB.",)
    monkeypatch.setattr(unpack, "TOTAL", 1_000_000)
    folder = put(tmp_path / "more", {f"ada/{number}.py": b"x" * 200_000 for number in range(9)})
    found, _ = collected(folder)
    assert "More than 1 MB were handed in: the rest was not read." in found["ada"].notes


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_that_are_no_text_are_read_and_shown(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"ada/e2_epsilon.py": work(E2)})
    try:
        (folder / "ada" / os.fsdecode(b"\xff\n.py")).write_bytes(b"x = 1")
    except OSError:
        pytest.skip("this file system takes only text")
    (ada, *_), _ = collect(folder, assignment(), CLASS)
    assert ada.files == {E2: work(E2)}
    assert ada.notes[0].startswith(
        r"Not read, since neither name nor functions are those of an exercise: '\udcff\n.py'."
    )


def test_troubles_of_a_kind_are_one_sentence(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in", {f"ada/f{number}.py": b"#" * 200_001 for number in range(8)} | {"ada/e2_epsilon.py": b""}
    )
    assert collected(folder)[0]["ada"].notes == (
        "'f0.py', 'f1.py', 'f2.py', 'f3.py', 'f4.py' and 3 more: each is larger than 200 kB.",
    )


def test_many_notes_are_cut(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {f"ada/f{number:02}.ipynb": b"{" for number in range(50)})
    notes = collected(folder)[0]["ada"].notes
    assert len(notes) == 30
    assert notes[-1] == "And 21 more notes of this kind."


def test_a_whole_clone_is_handed_in(tmp_path: Path) -> None:
    clone = {
        f"altutor-main/exercises/{E2}.py": work(E2),
        f"altutor-main/exercises/{E3}.py": stub(E3),
        f"altutor-main/exercises/{E1}.py": work(E1),
        "altutor-main/exercises/ch03_local_optima/test_e2_epsilon.py": b"EXERCISE = 1",
        f"altutor-main/altutor/classroom/stubs/{E2}.py": stub(E2),
        f"altutor-main/altutor/classroom/graders/{E2}.py": b"EXERCISE = 1",
        "altutor-main/chapters/03_local_optima.ipynb": notebook("x = 1"),
        "altutor-main/README.md": b"# altutor",
    }
    found, _ = collected(put(tmp_path / "in", {"ada.zip": zip_of(clone)}))
    assert found["ada"].files == {E2: work(E2), E3: stub(E3)}
    assert found["ada"].notes == ("Not part of this assignment, and not graded: ch01 e1.",)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "There is nothing in"),
        ({".DS_Store": b""}, "There is nothing in"),
        ({"slides.pdf": b""}, "Nobody's, and left out: 'slides.pdf'"),
        ({f"{E2}.py": b"x", f"{E3}.py": b"y"}, "'ch03_local_optima' names no student"),
        ({"eve/e2_epsilon.py": b"x"}, "nobody who handed in is in the roster. 'eve' is nobody's in the roster"),
        ({"submission_metadata.yml": b"["}, "export the submissions from Gradescope again"),
    ],
)
def test_what_is_no_submissions_is_an_error(tmp_path: Path, files: dict[str, bytes], says: str) -> None:
    folder = put(tmp_path / "in", files)
    folder.mkdir(exist_ok=True)
    with pytest.raises(AltutorError, match="(?s)" + says.replace("'", ".")):
        collect(folder, assignment(), CLASS)


def test_a_place_that_is_missing_or_no_zip_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"There is no .*nowhere: name the folder or the zip"):
        collect(tmp_path / "nowhere", assignment(), None)
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with pytest.raises(
        AltutorError, match="is no zip that can be read, and no folder either: altutor looks for Canvas"
    ):
        collect(tmp_path / "a.zip", assignment(), None)


def test_what_is_collected_does_not_depend_on_the_order_of_the_disk(tmp_path: Path) -> None:
    files = {f"ada/{place}/e2_epsilon.py": work(E2, place) for place in "bca"}
    one = collect(put(tmp_path / "one", files), assignment(), CLASS)
    two = collect(put(tmp_path / "two", dict(reversed(files.items()))), assignment(), CLASS)
    assert one == two
    assert one[0][0].files == {E2: work(E2, "a")}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["ada.zip", "ada/x.zip", "alan.py", "grace.ipynb", "submission_metadata.yml", "lovelaceada_11_5_x.zip"]
        ),
        st.binary(max_size=300)
        | st.binary(max_size=50).map(lambda noise: zip_of({"e2_epsilon.py": b"x"})[:90] + noise),
        min_size=1,
    )
)
def test_any_bytes_are_collected_or_refused(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    folder = put(tmp_path_factory.mktemp("any") / "in", files)
    before = everything(folder.parent)
    try:
        found, notes = collect(folder, assignment(), CLASS)
    except AltutorError:  # and nothing else
        found, notes = [], []
    assert {one.student for one in found} in (set(CLASS), set())
    assert all(note.isprintable() for one in found for note in [*one.notes, *notes])
    assert everything(folder.parent) == before
