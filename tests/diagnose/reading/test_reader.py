from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from annotation_files import ACME, MINE, RAIN, jsonl, span, task, whole_json

from altutor.diagnose.reading import Span, notes, pieces, read
from altutor.errors import AltutorError

LINE = json.dumps({"text": ACME, "label": "Law"}).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b"", r"a\.jsonl is empty: name a file with at least one text"),
        ("a.jsonl", b"\xef\xbb\xbf", r"a\.jsonl is empty, but for white space"),
        ("a.csv", b"\n \n\t\n", r"a\.csv is empty, but for white space"),
        (
            "a.jsonl",
            LINE + b'{"text": \n',
            r"a\.jsonl, line 2 is not JSON \(expecting value at column 10\): expected one",
        ),
        ("a.jsonl", LINE + LINE[:-5], r"a\.jsonl, line 2 is not JSON \(unterminated string"),
        ("a.jsonl", LINE + b"[" * 100_000, r"a\.jsonl, line 2 is not JSON \(too many brackets"),
        ("a.jsonl", LINE + b"9" * 5000, r"a\.jsonl, line 2 is not JSON \(a number with thousands of digits\)"),
        (
            "a.jsonl",
            LINE + b'{"text": "caf\xe9"}',
            r"a\.jsonl is not UTF-8 at byte 14 of line 2: the file mixes encodings",
        ),
        ("a.csv", b"text,label\nfine,A\ncaf\xe9,B\n", r"a\.csv is not UTF-8 at byte 4 of line 3"),
        ("a.json", b'[{"text": "caf\xe9"}]', r"a\.json is not UTF-8 at byte 15 of line 1"),
        ("a.json", b'[{"text": "a"},\n{"text": "b"', r"a\.json, line 2 is not JSON \(entry 2 begins there; "),
        ("a.json", b'[{"text": "a"}\n{"text": "b"}]', r"line 2 is not JSON \(expected a comma or the end of the list"),
        ("a.json", b'[{"text": "a"}] x', r"line 1 is not JSON \(text after the end of the JSON"),
        ("a.json", b'[{"text": "a"},]', r"line 1 is not JSON \(entry 2 begins there; expecting value"),
        ("a.json", b"[" * 100_000, r"line 1 is not JSON \(entry 1 begins there; too many brackets"),
        ("a.jsonl", b'{"title": "x"}\n{"body": 3}\n', r"holds no texts; the first problem, line 1: There is no text"),
        (
            "a.jsonl",
            b'{"text": ""}\n{"text": " "}\n',
            r"a\.jsonl \(JSONL\) holds no texts; the first problem, line 1: The",
        ),
        (
            "a.jsonl",
            b"3\n[]\n",
            r"a\.jsonl is JSONL with 2 records, none with a text, since none is a JSON object: expected objects",
        ),
        ("a.json", b"[]", r"a\.json is empty, a list without entries: name a file with at least one text"),
        ("a.json", b'"text"', r"a\.json is JSON with 1 record, none with a text, since none is"),
        ("a.json", b'{"data": [1]}', r"a\.json is JSON with 1 record, none with a text \(their fields: 'data'\)"),
        (
            "a.jsonl",
            b'{"txt": "Rain", "id": 1}\n{"txt": "Sun", "by": "bo"}\n',
            r"2 records, none with a text \(their fields: 'txt', 'id', 'by'\): expected one named text, .*; rename",
        ),
        ("a.jsonl", b'{"\\u202e\\n' + b"a" * 99 + b'": 1}', r"\(their fields: '\\u202e\\na{38}'\): expected"),
        (
            "a.jsonl",
            json.dumps({f"f{i}": 1 for i in range(13)}).encode(),
            r"\(their fields: 'f0', .*, 'f11', \.\.\.\): expected one named text",
        ),
        (
            "a.jsonl",
            b'["Rain in Oslo", {"entities": [[8, 12, "LOC"]]}]\n',
            r'1 record, none with a text in a field, but with pairs .* as spaCy .*: write each pair as {"text": TEXT',
        ),
        ("a.json", b'[["Rain", {"entities": []}]]', r"a\.json is JSON with 1 record, .* with pairs of a text and its"),
        (
            "a.conll",
            b"[ O\nAcme B-ORG\n",
            r"a\.conll holds a token and its tag a line.*-m spacy convert \S*a\.conll FOLDER --converter conll'",
        ),
        ("a.conllu", b"# sent_id = 1\n", r"a\.conllu holds a token .* --converter conllu'"),
        ("a.txt", b"-DOCSTART- -X- O O\n\nAcme NNP B-NP B-ORG\nfell VB B-VP O\n", r"--converter conll'"),
        ("notes.md", b"# Notes\n", r"notes\.md is not recognised: looked for .*found text that begins with '# Notes'"),
        ("a.jsonl.gz", gzip.compress(LINE, mtime=0), r"not recognised: .*found a gzip archive: unpack it first"),
        ("a.jsonl", "text".encode("utf-16"), r"a\.jsonl looks like text in UTF-16: save it as UTF-8"),
        ("a.jsonl", LINE.decode().encode("utf-16-le"), r"a\.jsonl looks like text in UTF-16: save it as UTF-8"),
        ("a.csv", "text,label".encode("utf-16-be"), r"a\.csv looks like text in UTF-16: save it as UTF-8"),
        ("a.jsonl", LINE.decode().encode("utf-32"), r"a\.jsonl looks like text in UTF-32: save it as UTF-8"),
        ("a.jsonl", LINE.decode().encode("utf-32-be"), r"a\.jsonl looks like text in UTF-32: save it as UTF-8"),
        ("a.jsonl", b"\0" * 100, r"a\.jsonl, line 1 is not JSON"),
        ("a.xlsx", b"PK\x03\x04rest", r"not recognised: .*save the sheet as CSV"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AltutorError, match=message) as caught:
        read(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 700


def test_no_accepted_answers(tmp_path: Path) -> None:
    tasks = [task(text, i, spans=[], answer="reject", _view_id="ner_manual") for i, text in enumerate([ACME, RAIN])]
    file = jsonl(tmp_path / "a.jsonl", *tasks, task(MINE, 9, answer="ignore", _view_id="ner_manual"))
    with pytest.raises(AltutorError, match="has no accepted answers: 2 were rejected and 1 ignored"):
        read(file)


def test_the_label_must_be_among_those_of_the_file(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", {"text": ACME, "label": "Law", "spans": [[0, 10, "ORG"]]}, {"text": RAIN})
    assert len(read(file, label="ORG").examples) == len(read(file, label="Law").examples) == 2
    assert read(file).labels == ["Law", "ORG"]
    with pytest.raises(AltutorError, match=r"has no label org \(it has Law, ORG\): did you mean ORG\?"):
        read(file, label="org")
    with pytest.raises(AltutorError, match=r"has no label PRODUCT .*: name one of them with --label"):
        read(file, label="PRODUCT")
    unlabelled = jsonl(tmp_path / "pool.jsonl", {"text": ACME})
    assert read(unlabelled, label="ORG").labels == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_a_byte_order_mark_is_skipped_and_noted(tmp_path: Path, name: str) -> None:
    content = {"a.jsonl": LINE, "a.json": b"[" + LINE + b"]", "a.csv": f'text,label\n"{ACME}",Law\n'.encode()}[name]
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + content)
    source = read(tmp_path / name)
    assert source.examples[0].text == ACME
    assert source.counts["byte order marks"] == 1
    assert [problem.place for problem in source.problems] == ["line 1"]


def test_line_ends_blank_lines_and_other_separators(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "one"}\r\n\r\n \n{"text": "two\xe2\x80\xa8three\\u0000"}')
    source = read(tmp_path / "a.jsonl")
    assert [(example.text, example.place) for example in source.examples] == [
        ("one", "line 1"),
        ("two\u2028three\0", "line 4"),
    ]


def test_two_tools_in_one_file(tmp_path: Path) -> None:
    file = jsonl(
        tmp_path / "a.jsonl",
        task(ACME, 1, spans=[span(0, 10)], answer="accept", _view_id="ner_manual"),
        task(RAIN, 2, spans=[], answer="accept", _view_id="ner_manual"),
        {"text": MINE, "label": [[0, 14, "ORG"]]},
    )
    source = read(file)
    assert source.format == "Prodigy JSONL"
    assert (source.counts["Prodigy records"], source.counts["doccano records"]) == (2, 1)
    assert source.examples[2].spans == (Span(0, 14, "ORG"),)


def test_records_without_a_text_are_no_reason_to_stop(tmp_path: Path) -> None:
    source = read(jsonl(tmp_path / "a.jsonl", {"text": ACME}, {"image": "x.png"}, 3, None, {"text": ["list"]}))
    assert len(source.examples) == 1
    assert source.counts["records without a text"] == 4
    assert [problem.place for problem in source.problems] == ["line 2", "line 3", "line 4", "line 5"]


def test_of_very_many_problems_the_first_are_listed(tmp_path: Path) -> None:
    source = read(jsonl(tmp_path / "a.jsonl", {"text": ACME}, *[{"text": ""}] * 1500))
    assert source.counts["empty texts"] == 1500
    assert len(source.problems) == notes.LISTED


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_where_a_file_is_cut_into_pieces_does_not_matter(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", size)
    texts = ["Ærø 🚀 naïve", "日本語\nzwei", "x" * 50]
    records = [{"text": text, "label": [[0, 3, "ORG"]]} for text in texts]
    lines = jsonl(tmp_path / "a.jsonl", {"text": "first"})
    lines.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    assert [example.text for example in read(lines).examples] == texts
    listed = whole_json(tmp_path / "a.json", records, indent=1)
    assert [example.text for example in read(listed).examples] == texts
    lines.write_bytes(lines.read_bytes() + '{"text": "é'.encode() + b'\xe9"}')
    with pytest.raises(AltutorError, match="not UTF-8 at byte 13 of line 4"):
        read(lines)


def test_a_line_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 64)
    monkeypatch.setattr(pieces, "LONGEST", 1000)
    with pytest.raises(AltutorError, match=r"a\.jsonl, line 2 has more than 1,000 characters"):
        read(jsonl(tmp_path / "a.jsonl", {"text": ACME}, {"text": "x" * 3000}))


def test_memory_is_that_of_what_is_kept(tmp_path: Path) -> None:
    tokens = [{"text": "word", "start": i, "end": i + 4, "id": i} for i in range(100)]
    file = jsonl(
        tmp_path / "a.jsonl", *[task(f"{RAIN} {i}", i, tokens=tokens, spans=[], answer="accept") for i in range(1500)]
    )
    assert file.stat().st_size > 6 * 2**20
    read(jsonl(tmp_path / "small.jsonl", {"text": ACME}))
    tracemalloc.start()
    source = read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(source.examples) == 1500
    assert peak < file.stat().st_size


def test_progress_never_goes_back(tmp_path: Path) -> None:
    shares = list[float]()
    read(jsonl(tmp_path / "a.jsonl", *[{"text": f"{ACME} {i}" * 50} for i in range(2000)]), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (lambda p: jsonl(p / "a.jsonl", {"text": ACME}), "JSONL"),
        (lambda p: jsonl(p / "a.json", {"text": ACME}, {"text": RAIN}), "JSONL"),
        (lambda p: jsonl(p / "a.jsonl", {"text": ACME, "label": []}), "doccano JSONL"),
        (lambda p: whole_json(p / "a", [{"text": ACME}]), "JSON"),
        (lambda p: whole_json(p / "a.json", {"text": ACME}), "JSON"),
        (lambda p: whole_json(p / "a.jsonl", [{"text": ACME}, {"text": RAIN}]), "JSON"),
        (lambda p: whole_json(p / "a.jsonl", [{"text": ACME}], indent=1), "JSON"),
        (lambda p: jsonl(p / "a.txt", {"text": "Acme O"}, {"text": "O"}, {"text": "O"}), "JSONL"),
    ],
)
def test_the_format_goes_by_what_is_in_the_file(tmp_path: Path, write: Callable[[Path], Path], name: str) -> None:
    assert read(write(tmp_path)).format == name


def test_nothing_heavy_is_imported_by_reading_lines(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", {"text": ACME, "spans": [[0, 10, "ORG"]]})
    code = f"import sys; from altutor.diagnose.reading import read; read({str(file)!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "datasets", "numpy", "pandas", "sklearn"} & set(loaded)
