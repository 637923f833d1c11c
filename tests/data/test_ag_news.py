"""AG News: the layer, the check of the rows, the split; a local folder stands for the hub."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.data import ag_news
from altutor.data.ag_news import clean, load_ag_news, org_layer
from altutor.data.corpus import TOPICS, Corpus
from altutor.errors import AltutorError

DEBRIS = st.sampled_from(["\\", "&lt;", "&gt;", "quot;", "amp;", " ", "&", "lt;"])


@given(st.lists(st.one_of(DEBRIS, st.text(max_size=5)), max_size=12).map("".join))
@settings(deadline=None)
def test_cleaning_keeps_every_character_that_stays_at_its_place(text: str) -> None:
    found = clean(text)
    assert len(found) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, found, strict=True))
    assert not any(debris in found for debris in ("\\", "&lt;", "&gt;", "quot;"))
    assert clean(found) == found


def test_cleaning_blanks_the_debris_and_nothing_else() -> None:
    assert clean(r"told\Reuters &lt;b&gt;quot;yesquot; &amp; <b>") == "told Reuters     b         yes      &amp; <b>"


def test_the_layer_has_a_row_for_every_text_of_the_test_split() -> None:
    layer = org_layer()
    assert [entry["row"] for entry in layer] == list(range(7600))
    assert all(len(entry["sha256"]) == 16 and int(entry["sha256"], 16) >= 0 for entry in layer)
    assert sum(len(entry["spans"]) for entry in layer) == 14_915


def test_the_layers_spans_are_sorted_and_never_overlap() -> None:
    for entry in org_layer():
        end = 0
        for start, stop in entry["spans"]:
            assert end <= start < stop
            end = stop


def test_the_layer_holds_none_of_the_texts() -> None:
    assert all(set(entry) == {"row", "sha256", "spans"} for entry in org_layer())


ROWS = [{"text": rf"Text {i} of\Borvex in {TOPICS[i % 4]}", "label": i % 4} for i in range(40)]


def layer_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"row": i, "sha256": hashlib.sha256(row["text"].encode()).hexdigest()[:16], "spans": [[0, 4]]}
        for i, row in enumerate(rows)
    ]


@pytest.fixture(autouse=True)
def _small_layer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the layer of 40 rows, but where the real data or the real layer is tested."""
    if "hub" in request.fixturenames:
        monkeypatch.setattr(ag_news, "org_layer", lambda: layer_of(ROWS))
        monkeypatch.setattr(ag_news, "HELDOUT_PER_TOPIC", 3)


class Hub:
    """A folder that stands for the hub."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, rows: list[dict[str, Any]], name: str = "test-00000-of-00001.parquet") -> str:
        import pyarrow
        import pyarrow.parquet

        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), self.folder / name)
        return str(self.folder)


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def refused(source: str) -> str:
    with pytest.raises(AltutorError) as error:
        load_ag_news(source)
    message = str(error.value)
    assert "\n" not in message
    assert "--data newswire" in message
    return message


def test_a_folder_is_loaded_cleaned_and_split_in_row_order(hub: Hub) -> None:
    corpus = load_ag_news(hub.holds(ROWS))
    assert (len(corpus.pool), len(corpus.heldout)) == (28, 12)
    for texts in (corpus.pool, corpus.heldout):
        assert [text.row for text in texts] == sorted(text.row for text in texts)
        for text in texts:
            assert text.text == ROWS[text.row]["text"].replace("\\", " ")
            assert text.topic == TOPICS[text.row % 4]
            assert text.spans == ((0, 4),)
    assert {text.row for text in corpus.pool + corpus.heldout} == set(range(40))


def test_the_held_out_rows_of_a_topic_are_those_with_the_smallest_hash(hub: Hub) -> None:
    corpus = load_ag_news(hub.holds(ROWS))
    hashes = {entry["row"]: entry["sha256"] for entry in layer_of(ROWS)}
    for topic in TOPICS:
        held = [hashes[text.row] for text in corpus.heldout if text.topic == topic]
        pool = [hashes[text.row] for text in corpus.pool if text.topic == topic]
        assert len(held) == 3
        assert max(held) < min(pool)


def test_other_columns_do_not_matter(hub: Hub) -> None:
    assert (
        load_ag_news(hub.holds([row | {"note": "x"} for row in ROWS])).heldout == load_ag_news(hub.holds(ROWS)).heldout
    )


def test_the_source_of_a_corpus_is_the_data_and_not_its_place(hub: Hub) -> None:
    source = load_ag_news(hub.holds(ROWS)).source
    assert source["rows"] == 40
    assert len(str(source["sha256"])) == 64
    assert str(hub.folder) not in repr(source)


def test_rows_that_differ_are_counted_and_the_first_is_named(hub: Hub) -> None:
    rows = [dict(row) for row in ROWS]
    for number in (7, 8, 30):
        rows[number]["text"] += "!"
    message = refused(hub.holds(rows))
    assert message.startswith("3 of the 40 rows")
    assert "(first: row 7)" in message


def test_rows_in_another_order_are_refused(hub: Hub) -> None:
    message = refused(hub.holds([*ROWS[:20], *ROWS[:19:-1]]))
    assert message.startswith("20 of the 40 rows")
    assert "(first: row 20)" in message


@pytest.mark.parametrize("n", [39, 20])
def test_rows_that_are_missing_are_refused_and_the_first_is_named(hub: Hub, n: int) -> None:
    message = refused(hub.holds(ROWS[:n]))
    assert f"of the {n} rows" in message
    assert "layer, which has 40" in message
    assert f"(first: row {n})" in message


def test_rows_too_many_are_refused_and_the_first_is_named(hub: Hub) -> None:
    assert "(first: row 40)" in refused(hub.holds([*ROWS, ROWS[0]]))


def test_a_row_without_text_differs(hub: Hub) -> None:
    message = refused(hub.holds([ROWS[0], {"text": None, "label": 1}, *ROWS[2:]]))
    assert message.startswith("1 of the 40 rows")
    assert "(first: row 1)" in message


@pytest.mark.parametrize("label", [4, -1])
def test_a_label_that_is_no_topic_is_refused_and_its_row_named(hub: Hub, label: int) -> None:
    message = refused(hub.holds([*ROWS[:5], ROWS[5] | {"label": label}, *ROWS[6:]]))
    assert f"Row 5 of {str(hub.folder)!r} has the label {label}" in message


def test_labels_that_are_words_or_missing_are_refused(hub: Hub) -> None:
    assert "Row 0 of" in refused(hub.holds([row | {"label": TOPICS[row["label"]]} for row in ROWS]))
    assert "Row 2 of" in refused(hub.holds([*ROWS[:2], ROWS[2] | {"label": None}, *ROWS[3:]]))


@pytest.mark.parametrize(("column", "other"), [("text", "body"), ("label", "topic")])
def test_a_missing_column_is_named_beside_those_that_are_there(hub: Hub, column: str, other: str) -> None:
    message = refused_columns(hub.holds([{other if key == column else key: v for key, v in r.items()} for r in ROWS]))
    assert f"has no column {column!r}" in message
    assert other in message


def refused_columns(source: str) -> str:
    with pytest.raises(AltutorError, match="expected the columns text and label") as error:
        load_ag_news(source)
    return str(error.value)


def test_a_folder_without_a_test_split_is_refused(hub: Hub) -> None:
    message = refused(hub.holds(ROWS, "train-00000-of-00001.parquet"))
    assert message.startswith(f"Cannot load a test split from {str(hub.folder)!r}")
    assert "a parquet file whose name begins with 'test'" in message


def test_an_empty_folder_is_refused(hub: Hub) -> None:
    assert "a parquet file whose name begins with 'test'" in refused(str(hub.folder))


def test_a_folder_whose_file_is_damaged_is_refused(hub: Hub) -> None:
    (hub.folder / "test-00000-of-00001.parquet").write_bytes(b"no parquet")
    assert refused(str(hub.folder)).startswith("Cannot load a test split from")


@pytest.mark.parametrize("error", [ConnectionError("no route"), TimeoutError("too slow")])
def test_a_hub_that_cannot_be_reached_names_the_folder_and_the_stand_in(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import datasets

    def unreachable(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(datasets, "load_dataset", unreachable)
    message = refused("fancyzhx/ag_news")
    assert message.startswith("The hub cannot be reached, so the data set 'fancyzhx/ag_news' cannot be loaded")
    assert "--data FOLDER" in message


def test_a_name_that_the_hub_does_not_know_gives_its_reason(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    def unknown(*_: Any, **__: Any) -> None:
        raise datasets.exceptions.DatasetNotFoundError("Dataset 'no/such'\n doesn't exist on the Hub")

    monkeypatch.setattr(datasets, "load_dataset", unknown)
    message = refused("no/such")
    assert "(Dataset 'no/such' doesn't exist on the Hub)" in message
    assert "expected a hub name or a folder" in message


def test_without_a_network_the_real_hub_is_unreachable_in_one_sentence() -> None:
    program = "from altutor.data.ag_news import load_ag_news; load_ag_news()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("altutor.errors.AltutorError: The hub cannot be reached")


@pytest.fixture(scope="module")
def real(shared: Path) -> Corpus:
    return load_ag_news(str(shared / "ag_news"))


def test_the_real_rows_fit_the_layer_and_are_split_6000_to_1600(real: Corpus) -> None:
    assert (len(real.pool), len(real.heldout)) == (6000, 1600)
    assert not {text.row for text in real.pool} & {text.row for text in real.heldout}
    assert [sum(text.topic == topic for text in real.heldout) for topic in TOPICS] == [400] * 4
    assert real.source["rows"] == 7600


def test_the_held_out_rows_never_change(real: Corpus) -> None:
    numbers = ",".join(str(text.row) for text in real.heldout)
    known = "f8f0ffd8c4cf4764aee080ea34b5fd1cc1ede2d36b9b6125c03e0e1d519ad7ae"
    assert hashlib.sha256(numbers.encode()).hexdigest() == known


def test_mentions_of_real_texts_lie_within_them(real: Corpus) -> None:
    for text in real.pool + real.heldout:
        assert all(0 <= start < end <= len(text.text) for start, end in text.spans)
        assert all(text.text[start:end].strip() for start, end in text.spans)


@pytest.fixture(scope="module")
def mentions(real: Corpus) -> list[tuple[Any, Any, Any]]:
    """Give every real text's document with its mentions on and off token borders."""
    import spacy

    from altutor.ner.entities import gold_spans

    nlp = spacy.blank("en")
    docs = [nlp.make_doc(text.text) for text in real.pool + real.heldout]
    return [(doc, *gold_spans(doc, text)) for doc, text in zip(docs, real.pool + real.heldout, strict=True)]


def test_995_of_1000_mentions_fall_on_token_borders(mentions: list[tuple[Any, Any, Any]]) -> None:
    on = sum(len(spans) for _, spans, _ in mentions)
    off = sum(len(spans) for _, _, spans in mentions)
    assert on + off == 14_915
    assert off / (on + off) <= 0.005


def test_every_real_text_can_be_told_to_a_pipeline_whatever_its_mentions_touch(
    mentions: list[tuple[Any, Any, Any]],
) -> None:
    from altutor.ner.annotator import mark_all
    from altutor.ner.examples import make_example

    touched = [(doc, on, off) for doc, on, off in mentions if off]
    assert len(touched) > 40
    for doc, on, off in touched:
        example = make_example(doc, mark_all(on, off))
        assert [(ent.start, ent.end) for ent in example.reference.ents] == on
