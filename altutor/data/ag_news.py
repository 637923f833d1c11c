"""AG News with its gold ORG layer: texts from a hub or a folder, spans from the stand-off layer in the package.

The layer holds row numbers, hashes and character offsets, none of the texts (data card: ``docs/data/ag_news_org.md``).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from altutor.data.corpus import TOPICS, Corpus, Text
from altutor.errors import AltutorError

HUB_NAME = "fancyzhx/ag_news"
HELDOUT_PER_TOPIC = 400
HELDOUT = HELDOUT_PER_TOPIC * len(TOPICS)
DEBRIS = re.compile(r"\\|&lt;|&gt;|quot;")


def clean(text: str) -> str:
    r"""Blank out the HTML debris that glues itself to names (``\``, ``&lt;``, ``&gt;``, ``quot;``).

    The length stays the same, so character offsets stay valid.
    """
    return DEBRIS.sub(lambda found: " " * len(found[0]), text)


def org_layer() -> list[dict[str, Any]]:
    """Return the ORG layer: one mapping per row with ``row``, ``sha256`` (16 hex digits) and ``spans``."""
    packed = files("altutor.data").joinpath("ag_news_org.jsonl.gz").read_bytes()
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def load_ag_news(source: str = HUB_NAME) -> Corpus:
    """Load the AG News test split, check it against the ORG layer and divide it into pool and held-out texts.

    The held-out set is fixed: of each topic the 400 rows with the smallest hash, 1,600 in all. The other 6,000 rows are
    the pool.

    Parameters
    ----------
    source
        A hub name or a folder that ``datasets.load_dataset`` reads.

    Returns
    -------
    Corpus
        Texts cleaned (see :func:`clean`), in row order.

    Raises
    ------
    AltutorError
        When the source cannot be reached or read, or its rows differ from the layer's.
    """
    rows, layer = _load(source), org_layer()
    _check(source, rows, layer)
    hashes = [entry["sha256"] for entry in layer]
    heldout = set[int]()
    for topic in range(len(TOPICS)):
        members = [i for i, row in enumerate(rows) if row["label"] == topic]
        heldout.update(sorted(members, key=hashes.__getitem__)[:HELDOUT_PER_TOPIC])
    texts = [
        Text(clean(row["text"]), TOPICS[row["label"]], tuple((a, b) for a, b in entry["spans"]), i)
        for i, (row, entry) in enumerate(zip(rows, layer, strict=True))
    ]
    # Texts as they are read, spans, and the split: whatever of these changes, it is other data.
    content = [(text.text, text.topic, text.spans, text.row in heldout) for text in texts]
    return Corpus(
        name="ag-news",
        pool=tuple(text for text in texts if text.row not in heldout),
        heldout=tuple(text for text in texts if text.row in heldout),
        # The name or folder is left out: the same rows are the same data wherever they lie.
        source={
            "source": f"AG News test split ({HUB_NAME}) with the ORG layer",
            "rows": len(texts),
            "sha256": hashlib.sha256(json.dumps(content).encode()).hexdigest(),
        },
    )


def _load(source: str) -> list[dict[str, Any]]:
    """Return the rows of the test split through the one call that takes names and folders alike."""
    from datasets import config, disable_progress_bars, load_dataset

    config.HF_UPDATE_DOWNLOAD_COUNTS = False  # else the hub is told, even of local files
    disable_progress_bars()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it reports each retry where there is no network
    folder = Path(source).is_dir()
    like_a_path = source.startswith((".", "/", "~")) or source.endswith("/") or source.count("/") > 1
    if not folder and like_a_path:
        raise AltutorError(
            f"There is no folder {source}: name one that holds the data set, or a hub name, with --data."
        )
    try:
        split = load_dataset(source, split="test")
    except (ConnectionError, TimeoutError) as error:
        raise AltutorError(
            f"The hub cannot be reached, so the data set {source!r} cannot be loaded: name a folder that holds it "
            "(--data FOLDER), or run on the offline stand-in: --data newswire."
        ) from error
    except Exception as error:  # what `datasets` raises for an unreadable source differs from version to version
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        expected = "a parquet file whose name begins with 'test'" if folder else "a hub name or a folder"
        raise AltutorError(
            f"Cannot load a test split from {source!r} ({reason}): expected {expected} with the columns text and "
            f"label; the data set is {HUB_NAME} on the hub, and --data newswire needs none."
        ) from error
    missing = {"text", "label"} - set(split.column_names)
    if missing:
        raise AltutorError(
            f"The test split of {source!r} has no column {sorted(missing)[0]!r} "
            f"(it has {', '.join(split.column_names)}): expected the columns text and label of {HUB_NAME}."
        )
    rows: list[dict[str, Any]] = split.select_columns(["text", "label"]).to_list()
    return rows


def _check(source: str, rows: list[dict[str, Any]], layer: list[dict[str, Any]]) -> None:
    """Refuse rows that are not those the layer was made for."""
    different = [
        entry["row"]
        for entry, row in zip(layer, rows, strict=False)
        if hashlib.sha256(str(row["text"]).encode()).hexdigest()[: len(entry["sha256"])] != entry["sha256"]
    ]
    if len(rows) == len(layer) and not different:
        _check_labels(source, rows)
        return
    first = different[0] if different else min(len(rows), len(layer))
    raise AltutorError(
        f"{len(different)} of the {len(rows):,} rows of {source!r} differ from the ORG layer, which has {len(layer):,} "
        f"(first: row {first}): expected the unchanged test split of {HUB_NAME}; load it again, or use --data newswire."
    )


def _check_labels(source: str, rows: list[dict[str, Any]]) -> None:
    """Refuse labels that are not the number of a topic; the layer's hashes cover the texts alone."""
    for number, row in enumerate(rows):
        label = row["label"]
        if not isinstance(label, int) or not 0 <= label < len(TOPICS):
            raise AltutorError(
                f"Row {number} of {source!r} has the label {label!r}: expected 0 to {len(TOPICS) - 1} "
                f"({', '.join(TOPICS)}), as in the unchanged test split of {HUB_NAME}; load it again, "
                "or use --data newswire."
            )
