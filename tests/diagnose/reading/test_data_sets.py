from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from annotation_files import ACME, MINE, RAIN

from altutor.diagnose.reading import Span, read
from altutor.errors import AltutorError

datasets = pytest.importorskip("datasets")

TAGS = datasets.ClassLabel(names=["O", "B-ORG", "I-ORG"])


@pytest.fixture
def texts() -> datasets.Dataset:
    features = datasets.Features(
        {"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["World", "Law"])}
    )
    return datasets.Dataset.from_dict({"text": [ACME, RAIN, MINE], "label": [1, 0, -1]}, features=features)


@pytest.fixture
def tokens() -> datasets.Dataset:
    features = datasets.Features({"tokens": datasets.List(datasets.Value("string")), "ner_tags": datasets.List(TAGS)})
    rows = {"tokens": [["Acme", "Corp.", "sued"], ["Rain", "fell"]], "ner_tags": [[1, 2, 0], [0, -100]]}
    return datasets.Dataset.from_dict(rows, features=features)


def test_a_folder_with_parquet(tmp_path: Path, texts: datasets.Dataset) -> None:
    texts.to_parquet(tmp_path / "test-00000-of-00001.parquet")
    source = read(tmp_path)
    assert source.format == "Hugging Face dataset"
    assert [(e.text, e.labels, e.spans) for e in source.examples] == [
        (ACME, ("Law",), None),
        (RAIN, ("World",), None),
        (MINE, (), None),
    ]


def test_a_parquet_file(tmp_path: Path, tokens: datasets.Dataset) -> None:
    tokens.to_parquet(tmp_path / "a.parquet")
    first, second = read(tmp_path / "a.parquet").examples
    assert (first.text, first.spans, first.complete) == ("Acme Corp. sued", (Span(0, 10, "ORG"),), True)
    assert (second.spans, second.complete, second.place) == ((), False, "row 2")


def test_a_saved_data_set_and_its_arrow_file(tmp_path: Path, tokens: datasets.Dataset) -> None:
    tokens.save_to_disk(tmp_path / "saved")
    shares = list[float]()
    from_folder = read(tmp_path / "saved", progress=shares.append).examples
    assert from_folder[0].spans == (Span(0, 10, "ORG"),)
    assert shares[-1] == 1.0
    arrow = next((tmp_path / "saved").glob("*.arrow"))
    assert read(arrow).examples == from_folder


def test_splits(tmp_path: Path, texts: datasets.Dataset) -> None:
    datasets.DatasetDict({"train": texts, "test": texts.select([1])}).save_to_disk(tmp_path / "d")
    source = read(tmp_path / "d")
    assert len(source.examples) == 3
    assert [problem.what for problem in source.problems] == ["Only the split 'train' was read, not test."]
    assert [example.text for example in read(f"{tmp_path / 'd'}:test").examples] == [RAIN]
    with pytest.raises(AltutorError, match=r"has no split 'dev' \(it has train, test\): name one of them"):
        read(f"{tmp_path / 'd'}:dev")


def test_spans_as_a_column(tmp_path: Path) -> None:
    rows = {"text": [ACME, RAIN], "spans": [[{"start": 0, "end": 10, "label": "ORG"}], []]}
    datasets.Dataset.from_dict(rows).to_parquet(tmp_path / "a.parquet")
    assert [example.spans for example in read(tmp_path / "a.parquet").examples] == [(Span(0, 10, "ORG"),), ()]


def test_prodigy_tasks_in_a_data_set(tmp_path: Path) -> None:
    rows = {
        "text": [ACME],
        "_input_hash": [5],
        "answer": ["reject"],
        "_view_id": ["ner"],
        "spans": [[{"start": 0, "end": 10, "label": "ORG"}]],
    }
    accepted = {**{key: value * 2 for key, value in rows.items()}, "answer": ["reject", "accept"]}
    datasets.Dataset.from_dict(accepted).to_parquet(tmp_path / "a.parquet")
    assert [(e.answer, e.binary, e.key) for e in read(tmp_path / "a.parquet").examples] == [
        ("reject", True, "5"),
        ("accept", True, "5"),
    ]


def test_the_network_is_not_asked_for_what_lies_on_this_machine(
    tmp_path: Path, texts: datasets.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts.to_parquet(tmp_path / "folder" / "train.parquet")
    texts.save_to_disk(tmp_path / "saved")
    asked = list[object]()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where, **how: asked.append(where) or [])
    for where in ("folder", "folder/train.parquet", "saved"):
        assert len(read(tmp_path / where).examples) == 3
    assert asked == []


def test_no_column_for_the_text(tmp_path: Path) -> None:
    datasets.Dataset.from_dict({"title": [ACME]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(AltutorError, match=r"no column for the text \(it has title\)"):
        read(tmp_path / "a.parquet")


def test_damaged_parquet(tmp_path: Path, texts: datasets.Dataset) -> None:
    file = tmp_path / "a.parquet"
    texts.to_parquet(file)
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(AltutorError, match=r"Cannot load the data set .*a\.parquet"):
        read(file)


@pytest.mark.parametrize(
    ("raised", "message"),
    [
        (
            ConnectionError("no route"),
            r"data set 'nobody/set' \(the hub cannot be reached\), looked for on the hub since no file or folder here",
        ),
        (
            FileNotFoundError("not on\nthe hub"),
            r"Cannot load the data set 'nobody/set' \(not on the hub\), looked for on the hub since .*: expected",
        ),
    ],
)
def test_a_hub_name_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch, raised: Exception, message: str) -> None:
    def refuse(name: str) -> None:
        assert name == "nobody/set"
        raise raised

    monkeypatch.setattr(datasets, "load_dataset", refuse)
    with pytest.raises(AltutorError, match=message):
        read("nobody/set:test")


def test_a_hub_name_with_a_split(monkeypatch: pytest.MonkeyPatch, texts: datasets.Dataset) -> None:
    loaded = datasets.DatasetDict({"train": texts, "test": texts.select([1])})
    monkeypatch.setattr(datasets, "load_dataset", lambda name: loaded)
    assert [example.text for example in read("somebody/set:test").examples] == [RAIN]


@pytest.mark.parametrize(
    "where", ["missing.jsonl", "no/such/folder/file", "C:\\data\\missing", "a\0b", "x" * 5000 + "/ü"]
)
def test_no_such_file(where: str) -> None:
    with pytest.raises(AltutorError, match="There is no file or folder"):
        read(where)


@pytest.mark.parametrize("name", ["here/nothing", "here/nothing:train"])
def test_a_mistyped_path_is_not_looked_for_on_the_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked = list[str]()
    monkeypatch.setattr(datasets, "load_dataset", asked.append)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    with pytest.raises(AltutorError, match=f"There is no file or folder {name}, but there is a folder here: check"):
        read(name)
    assert asked == []


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, pattern: str) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rglob", refuse)
    with pytest.raises(AltutorError, match=r"Cannot read \S+ \(Permission denied\): name a folder that you may read"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "a.jsonl"
    os.mkfifo(pipe)
    with pytest.raises(AltutorError, match=r"a\.jsonl is a pipe or a device: write what it gives to a file"):
        read(pipe)


def test_a_folder_of_other_files(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"not recognised: .* a folder with 0 files"):
        read(tmp_path)
    (tmp_path / "notes.md").touch()
    with pytest.raises(AltutorError, match=r"not recognised: .* a folder with 1 file, none of them"):
        read(tmp_path)
    (tmp_path / "train.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(AltutorError, match=r"a folder with train\.jsonl: name one of its files"):
        read(tmp_path)
