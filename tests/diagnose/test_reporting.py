"""The whole report: what is asked with which files, and that it stays a report with few texts or none."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_report import finding, record, untrained, write_lines

import altutor.diagnose
from altutor.bias.holm import holm
from altutor.data.newswire import load_newswire
from altutor.diagnose.finding import SECTIONS, Unknown
from altutor.diagnose.questions import Asker
from altutor.diagnose.reporting import Report, _among
from altutor.diagnose.shown.written import as_json
from altutor.errors import AltutorError

CORPUS = load_newswire(150, 60)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A choice by length, its pool and held-out texts; the pool without labels."""
    folder = tmp_path_factory.mktemp("files")
    longest = sorted(CORPUS.pool, key=lambda text: -len(text.text))
    write_lines(folder / "chosen.jsonl", map(record, longest[:50]))
    write_lines(folder / "pool.jsonl", (record(text, marked=False) for text in CORPUS.pool))
    write_lines(folder / "heldout.jsonl", map(record, CORPUS.heldout))
    return folder


@pytest.fixture(scope="module")
def whole(files: Path) -> Report:
    return altutor.diagnose.report(
        files / "chosen.jsonl", pool=files / "pool.jsonl", heldout=files / "heldout.jsonl", label="ORG"
    )


def ids(report: Report) -> set[str]:
    return {found.id for found in report.findings}


def test_with_all_files_every_section_is_answered(whole: Report) -> None:
    assert {found.section for found in whole.findings} == set(SECTIONS)
    assert [found.section for found in whole.findings] == sorted(found.section for found in whole.findings)
    assert ids(whole) >= {"classifier", "mmd", "length", "picture", "terms", "clusters", "density", "missed", "gap"}
    assert {one.needs.split(",")[0] for one in whole.unknowns} == {"--base PIPELINE"}


def test_p_values_are_adjusted_together(whole: Report) -> None:
    tested = [found for found in whole.findings if found.p_value is not None]
    assert len(tested) >= 8
    assert [found.adjusted for found in tested] == pytest.approx(list(holm([found.p_value for found in tested])))
    assert all(found.adjusted is None for found in whole.findings if found.p_value is None)


def test_a_choice_by_length_is_found(whole: Report) -> None:
    (length,) = (found for found in whole.findings if found.id == "length")
    assert length.adjusted < 0.05
    assert length.effect > 0
    assert {line.level for line in whole.verdict.lines if line.finding == "length"} <= {"look"}
    assert whole.verdict.level != "go on"


def test_the_same_files_and_seed_give_the_same_bytes(whole: Report, files: Path, tmp_path: Path) -> None:
    again = altutor.diagnose.report(
        files / "chosen.jsonl", pool=files / "pool.jsonl", heldout=files / "heldout.jsonl", label="ORG"
    )
    assert whole.write(tmp_path) == tmp_path / "index.html"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "report.json"]
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == as_json(again)


def test_the_chosen_texts_alone_still_yield_a_report(files: Path, tmp_path: Path) -> None:
    report = altutor.diagnose.report(files / "chosen.jsonl")
    assert report.verdict.level == "look"
    assert report.facts.compared == ("", 0)
    asked = " ".join(one.needs for one in report.unknowns)
    assert all(option in asked for option in ("--pool", "--heldout", "--random", "--base"))
    assert "kind" in ids(report)
    report.write(tmp_path)


def test_without_a_pool_held_out_texts_stand_for_it(files: Path) -> None:
    report = altutor.diagnose.report(files / "chosen.jsonl", heldout=files / "heldout.jsonl")
    assert report.facts.compared == ("held-out texts", len(CORPUS.heldout))
    assert {"classifier", "gap"} <= ids(report)


@pytest.mark.parametrize("n", [1, 5])
def test_few_chosen_texts_are_no_error(n: int, files: Path, tmp_path: Path) -> None:
    few = write_lines(tmp_path / "few.jsonl", map(record, CORPUS.pool[:n]))
    report = altutor.diagnose.report(few, pool=files / "pool.jsonl", heldout=files / "heldout.jsonl")
    assert ("classifier" in ids(report)) == (n >= 5)
    if n < 5:
        assert any("at least 5 chosen texts" in one.needs for one in report.unknowns)
        assert report.verdict.level == "look"
    as_json(report)


@pytest.mark.parametrize(
    "chosen",
    [
        [{"text": "the same text"}] * 30,
        [{"text": letter, "spans": []} for letter in "abcdefgh"],
        [{"text": f"text {n}"} for n in range(20)],
        [{"text": f"text {n}", "label": "AB"[n % 2]} for n in range(20)],
    ],
    ids=["alike", "letters", "unlabelled", "labels of texts"],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # libraries warn of texts that are all alike
def test_odd_texts_are_no_error(chosen: list[dict[str, object]], files: Path, tmp_path: Path) -> None:
    odd = write_lines(tmp_path / "odd.jsonl", chosen)
    altutor.diagnose.report(odd, pool=files / "pool.jsonl").write(tmp_path)
    as_json(altutor.diagnose.report(odd, heldout=odd))


def test_chosen_texts_that_the_pool_does_not_have(files: Path, tmp_path: Path) -> None:
    shouted = [record(text, marked=False) | {"text": text.text.upper()} for text in CORPUS.pool]
    other = write_lines(tmp_path / "other.jsonl", shouted)
    report = altutor.diagnose.report(files / "chosen.jsonl", pool=other)
    (outside,) = (found for found in report.findings if found.id == "outside")
    assert outside.answer.startswith("No chosen text is in the pool")
    assert outside.effect == 1.0
    assert report.facts.matched["of them in the pool"] == 0
    assert report.verdict.level == "look"
    assert report.verdict.lines[0].finding == "outside"  # and nothing is said of a difference that the files make
    assert not ids(report) & {"classifier", "length", "missed", "weighted"}
    assert report.facts.compared == ("", 0)
    assert any("the pool that the chosen texts are in" in one.needs for one in report.unknowns)


def test_a_label_by_another_name_is_refused(files: Path, tmp_path: Path) -> None:
    renamed = [record(text) for text in CORPUS.heldout]
    for line in renamed:
        for span in line["spans"]:
            span["label"] = "COMPANY"
    other = write_lines(tmp_path / "other.jsonl", renamed)
    for option in ("heldout", "random"):
        with pytest.raises(AltutorError, match=f"no span of the label ORG .it has COMPANY.*leave out --{option}"):
            altutor.diagnose.report(files / "chosen.jsonl", label="ORG", **{option: other})  # type: ignore[arg-type]


def test_labels_of_texts_by_other_names_are_refused(tmp_path: Path) -> None:
    chosen = write_lines(tmp_path / "c.jsonl", ({"text": f"a b {n}", "label": "AB"[n % 2]} for n in range(9)))
    other = write_lines(tmp_path / "o.jsonl", ({"text": f"c d {n}", "label": "ab"[n % 2]} for n in range(9)))
    with pytest.raises(AltutorError, match=r"it has a, b, not A, B.*leave out --heldout"):
        altutor.diagnose.report(chosen, heldout=other)


def test_labels_that_are_texts_are_neither_compared_nor_listed(tmp_path: Path) -> None:
    lines = [{"text": f"story {n}", "label": f"zanthic summary {n}"} for n in range(45)]
    chosen, held = (write_lines(tmp_path / f"{k}.jsonl", lines[k : 30 + k]) for k in (0, 15))
    report = altutor.diagnose.report(chosen, heldout=held, text=False)
    assert "marginals" not in ids(report)
    assert "zanthic" not in report.write(tmp_path / "out").read_text(encoding="utf-8") + as_json(report)


@pytest.mark.parametrize(("shift", "level"), [(1, "stop"), (10_000, "stop"), (0, "go on")])
def test_spans_that_cannot_be_used_come_first(shift: int, level: str, tmp_path: Path) -> None:
    lines = [
        {"text": f"Acmes {n} said no .", "spans": [{"start": shift, "end": shift + 5, "label": "ORG"}]}
        for n in range(60)
    ]
    report = altutor.diagnose.report(write_lines(tmp_path / "chosen.jsonl", lines))
    assert ("unusable" in ids(report)) == bool(shift)
    first = report.verdict.lines[0]
    if shift:
        assert (first.finding, first.level) == ("unusable", level)
        assert "100% of the 60 spans" in first.what
        assert "line 1, line 2, line 3" in first.do
        assert all(line.finding != "kind" for line in report.verdict.lines)


def test_answers_that_contradict_each_other_are_a_finding(tmp_path: Path) -> None:
    marked = [{"text": f"Acme said no to {n} .", "spans": [{"start": 0, "end": 4, "label": "ORG"}]} for n in range(30)]
    again = [line | {"spans": []} for line in marked[:10]]
    report = altutor.diagnose.report(write_lines(tmp_path / "chosen.jsonl", [*marked, *again]))
    (found,) = (found for found in report.findings if found.id == "disagreement")
    assert found.effect == 1.0
    assert report.verdict.lines[0].finding == "disagreement"


def test_a_pass_about_another_label_teaches_nothing_about_this_one(tmp_path: Path) -> None:
    texts = [f"Acme{n} sued Borealis in Oslo ." for n in range(60)]
    org = [{"text": text, "spans": [{"start": 0, "end": text.index(" "), "label": "ORG"}]} for text in texts]
    place = [
        {"text": t, "spans": [{"start": t.index("Oslo"), "end": t.index("Oslo") + 4, "label": "LOC"}]} for t in texts
    ]
    chosen = write_lines(tmp_path / "chosen.jsonl", [*org, *place])
    held = write_lines(tmp_path / "held.jsonl", (line | {"text": line["text"] + " Again ."} for line in org))
    report = altutor.diagnose.report(chosen, heldout=held, label="ORG")
    (density,) = (found for found in report.findings if found.id == "density")
    assert density.effect == 0.0
    (gap,) = (found for found in report.findings if found.id == "gap")
    assert gap.effect == pytest.approx(0.0)
    assert "scores 1.00" in gap.answer
    assert "disagreement" not in ids(report)


def test_without_an_answer_that_is_the_first_line(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "chosen.jsonl", ({"text": f"Acme said no to offer {n} ."} for n in range(30)))
    first = altutor.diagnose.report(lines).verdict.lines[0]
    assert first.finding == "kind"
    assert first.what == "None of the 30 chosen texts has an answer that can be read."


def test_texts_without_blanks_are_an_unknown(tmp_path: Path) -> None:
    words = [chr(0x4E00 + n) * 3 + chr(0x5000 + n) for n in range(200)]
    chosen = write_lines(tmp_path / "chosen.jsonl", ({"text": word, "spans": []} for word in words[:50]))
    pool = write_lines(tmp_path / "pool.jsonl", ({"text": word} for word in words))
    for files in ({}, {"pool": pool}):
        report = altutor.diagnose.report(chosen, **files)  # type: ignore[arg-type]
        assert not ids(report) & {"classifier", "mmd", "order", "clusters", "missed"}
        assert any("told apart by their words" in one.needs for one in report.unknowns)


def test_an_answer_says_where_it_is_one_of_many() -> None:
    one = finding(p_value=0.01, adjusted=0.2)
    assert "among 12 tests it is not" in _among(one, 12).answer
    assert _among(replace(one, adjusted=0.04), 12).answer == one.answer
    assert _among(replace(one, p_value=0.06), 12).answer == one.answer


def test_what_is_wrong_in_a_file_is_counted_apart_from_what_is_there(tmp_path: Path) -> None:
    lines = [{"text": "Acme said no .", "spans": [{"start": 0, "end": 4, "label": "ORG"}], "answer": "accept"}] * 2
    lines += [{"text": ""}, {"nothing": 1}, {"text": "Acme", "spans": [{"start": 0, "end": 99, "label": "ORG"}]}]
    (file,) = altutor.diagnose.report(write_lines(tmp_path / "chosen.jsonl", lines)).facts.files
    assert file.labels == {"ORG": 2}
    assert file.counts["accept"] == 2 + 1
    assert file.wrong == {"empty texts": 1, "records without a text": 1, "spans outside the text": 1, "duplicates": 1}
    assert {problem.place for problem in file.problems} == {"line 2", "line 3", "line 4", "line 5"}


def test_a_question_draws_the_same_whatever_else_is_asked() -> None:
    first, second = Asker(3), Asker(3)
    first.rng("length")
    assert first.rng("gap").integers(10**9) == second.rng("gap").integers(10**9)
    assert first.rng("gap").integers(10**9) != Asker(4).rng("gap").integers(10**9)


def test_data_that_lack_are_an_unknown_and_mistakes_are_not() -> None:
    told: list[tuple[str, float]] = []
    asker = Asker(0, lambda name: lambda share: told.append((name, share)))

    def lacking(_: object) -> None:
        raise AltutorError("There are 3 rows.")

    def mistaken(_: object) -> None:
        raise ZeroDivisionError

    assert asker.ask("length", lacking, "Whether.", "more") == Unknown("Whether.", "There are 3 rows.")
    assert asker.ask("length", lambda _: None, "Whether.", "more") == Unknown("Whether.", "more")
    assert len(asker.unknowns) == 2
    assert told == [("length", 1.0)] * 2
    with pytest.raises(ZeroDivisionError):
        asker.ask("length", mistaken, "Whether.", "more")


@pytest.fixture(scope="module")
def coined(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Files whose words stand nowhere else, chosen by one word, and these words."""
    folder, rng = tmp_path_factory.mktemp("coined"), random.Random(0)
    words = ["".join(rng.choices("zqxvkj", k=7)) for _ in range(60)]
    texts = [[rng.choice(words) for _ in range(12)] for _ in range(260)]
    spans = [{"start": 0, "end": 7, "label": "ORG"}, {"start": 8, "end": 15, "label": "PER"}]
    lines = [{"text": " ".join(text), "spans": spans[: 1 + len(text[-1]) % 2]} for text in texts]
    pool, held = lines[:200], lines[200:]
    write_lines(folder / "pool.jsonl", ({"text": line["text"]} for line in pool))
    write_lines(folder / "heldout.jsonl", held)
    write_lines(
        folder / "chosen.jsonl", [line for line in pool if words[0] in line["text"] or words[1] in line["text"]]
    )
    untrained(folder / "base", "ORG", "PER", "LOC")
    return folder, set(words)


@pytest.mark.parametrize("text", [True, False])
def test_without_text_no_word_of_the_texts_is_in_the_report(
    text: bool, coined: tuple[Path, set[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from altutor.diagnose.shown import terminal

    folder, words = coined
    report = altutor.diagnose.report(
        folder / "chosen.jsonl",
        pool=folder / "pool.jsonl",
        heldout=folder / "heldout.jsonl",
        base=folder / "base",
        text=text,
    )
    index = report.write(tmp_path)
    terminal.show(report, index, "")
    written = "".join(path.read_text(encoding="utf-8") for path in (index, index.with_name("report.json")))
    written += capsys.readouterr().out
    found = {word for word in words if word in written}
    assert bool(found) == text
    assert {"terms", "clusters", "missed", "duplicates", "forgetting"} <= ids(report)
    assert ("term 1" in written or "no. 1" in written) != text


def test_the_library_names_everything_that_it_promises() -> None:
    for name in altutor.diagnose.__all__:
        assert callable(getattr(altutor.diagnose, name))
    with pytest.raises(AttributeError, match="no_such"):
        altutor.diagnose.no_such  # noqa: B018


def test_one_function_a_test() -> None:
    from altutor.diagnose import tests

    assert sorted(tests.__all__) == tests.__all__
    source = Path(altutor.diagnose.__file__).with_name("questions.py").read_text(encoding="utf-8")
    assert set(re.findall(r"tests\.(\w+)\(", source)) | {"verdict"} == set(tests.__all__)
