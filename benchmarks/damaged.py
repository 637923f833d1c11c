"""Damaged annotation files: each is read or refused in one sentence, within five seconds.

    python benchmarks/damaged.py [--files 10000] [--first 0]

Small files of each format are damaged by seeded changes: cut short, bits flipped, lines swapped or doubled, huge
numbers, values of another type, NULs; a DocBin also inside its compression. The table says what came of them. Exit code
1 on a traceback, on a message of several lines, or where a file took too long. File N is the same in every run.
"""

from __future__ import annotations

import argparse
import csv
import faulthandler
import io
import json
import random
import re
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from altutor.diagnose.reading import read
from altutor.errors import AltutorError

LIMIT = 5.0  # seconds
FINE = ("read", "read with problems", "refused")
TEXTS = [
    "Acme Corp. sued Borealis in Oslo.",
    "Rain is expected on Sunday.",
    "Kestrel Mining's profit fell.",
    "Lindqvist & Söhne kaufte für 3 €\N{NO-BREAK SPACE}Mio. zu.",
]
SPANS = [[(0, 10, "ORG"), (28, 32, "LOC")], [], [(0, 14, "ORG")], [(0, 17, "ORG")]]
HUGE = [b"1e999", b"-1", b"9" * 30, b"9" * 400, b"9" * 5000, b"18446744073709551616", b"NaN", b"0.1"]
OTHER = [b"null", b"true", b"{}", b"[]", b'"text"', b"7", b"[[]]", b'{"start":{}}', b"[[[[[[[[" * 500, b'"\\ud800"']


def write_small(folder: Path) -> list[Path]:
    """Write one small file of each format, and return their paths."""
    given = list(zip(TEXTS, SPANS, strict=True))
    objects = [[{"start": a, "end": b, "label": label} for a, b, label in spans] for spans in SPANS]
    seen = {"_session_id": "a", "_timestamp": 1700000000}
    prodigy = [
        {
            "text": t,
            "_input_hash": i,
            "_task_hash": -i,
            "spans": o,
            "_view_id": "ner_manual",
            "answer": "accept",
            **seen,
        }
        for i, (t, o) in enumerate(zip(TEXTS, objects, strict=True))
    ]
    teach = [
        {"text": t, "_input_hash": i, "spans": [s], "meta": {"score": 0.5}, "_view_id": "ner", "answer": answer, **seen}
        for i, (t, o) in enumerate(zip(TEXTS, objects, strict=True))
        for s, answer in zip(o, ("accept", "reject"), strict=False)
    ]
    studio = [
        {
            "id": i,
            "data": {"text": t},
            "annotations": [
                {
                    "completed_by": 1,
                    "created_at": "2024-05-01T10:00:00Z",
                    "was_cancelled": False,
                    "result": [
                        {"type": "labels", "value": {"start": a, "end": b, "text": t[a:b], "labels": [label]}}
                        for a, b, label in spans
                    ]
                    + [{"type": "choices", "value": {"choices": ["World"]}}],
                }
            ],
        }
        for i, (t, spans) in enumerate(given)
    ]
    entities = [{"text": t, "entities": o, "cats": {"World": 1.0}} for t, o in zip(TEXTS, objects, strict=True)]
    words = [t.split() for t in TEXTS]
    lines = {
        "prodigy.jsonl": prodigy,
        "teach.jsonl": teach,
        "doccano.jsonl": [{"id": i, "text": t, "label": s, "Comments": []} for i, (t, s) in enumerate(given)],
        "plain.jsonl": entities,
        "tags.jsonl": [{"tokens": w, "ner_tags": ["B-ORG"] + ["O"] * (len(w) - 1)} for w in words],
    }
    contents = {name: "".join(json.dumps(record) + "\n" for record in records) for name, records in lines.items()}
    contents["studio.json"] = json.dumps(studio, indent=1, ensure_ascii=False)
    contents["one-line.json"] = json.dumps(studio)
    cells = io.StringIO()
    csv.writer(cells).writerows([("text", "spans", "label"), *((t, json.dumps(s), "World") for t, s in given)])
    contents["table.csv"] = cells.getvalue()
    contents["rows.tsv"] = "text\tstart\tend\tlabel\n" + "".join(
        f"{t}\t{a}\t{b}\t{label}\n" for t, spans in given for a, b, label in spans or [("", "", "")]
    )
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return [*(folder / name for name in contents), _docbin(folder), _parquet(folder)]


def _docbin(folder: Path) -> Path:
    import spacy
    from spacy.tokens import DocBin, Span

    nlp, box = spacy.blank("en"), DocBin()
    for number, (text, spans) in enumerate(zip(TEXTS, SPANS, strict=True)):
        doc = nlp(text)
        ents = [doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in spans]
        doc.set_ents([ent for ent in ents if ent is not None], default="missing" if number == 2 else "outside")
        doc.spans["incorrect_spans"] = [Span(doc, 1, 2, label="ORG")] if number == 2 else []
        doc.cats = {"World": 1.0}
        box.add(doc)
    path = folder / "docs.spacy"
    box.to_disk(path)
    return path


def _parquet(folder: Path) -> Path:
    import datasets

    datasets.disable_progress_bars()
    path = folder / "data.parquet"
    datasets.Dataset.from_dict({"text": TEXTS, "label": ["World", "Law", "World", "Law"]}).to_parquet(path)
    return path


def damage(content: bytes, name: str, draw: random.Random) -> bytes:
    """Return the bytes of a file after one to three changes."""
    if name.endswith(".spacy") and draw.random() < 0.7:
        return zlib.compress(_change(zlib.decompress(content), draw))
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        content = _change(content, draw)
    return content


def _change(content: bytes, draw: random.Random) -> bytes:
    kind = draw.choice(["cut", "flip", "swap", "double", "huge", "type", "nul", "insert", "remove"])
    at = draw.randrange(len(content) + 1)
    if kind == "cut":
        return content[:at]
    if kind == "flip" and content:
        changed = bytearray(content)
        for _ in range(draw.choice([1, 1, 5])):
            changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        return bytes(changed)
    if kind in ("swap", "double"):
        lines = content.splitlines(keepends=True)
        draw.shuffle(lines)
        return b"".join(lines + lines * (kind == "double"))
    if kind == "huge":
        return _replace(rb"-?\d+", content, draw.choice(HUGE), draw)
    if kind == "type":
        return _replace(rb'"[^"\n]*"|\[[^\[\]]*\]|\d+', content, draw.choice(OTHER), draw)
    if kind == "nul":
        return content[:at] + b"\0" * draw.choice([1, 100]) + content[at:]
    if kind == "insert":
        return content[:at] + draw.randbytes(draw.choice([1, 20])) + content[at:]
    return content[:at] + content[at + draw.choice([1, 30]) :]


def _replace(pattern: bytes, content: bytes, by: bytes, draw: random.Random) -> bytes:
    """Put something else into the place of one match."""
    found = list(re.finditer(pattern, content))
    if not found:
        return content + by
    match = draw.choice(found)
    return content[: match.start()] + by + content[match.end() :]


def run(numbers: Iterable[int], folder: Path, loud: bool = False) -> Counter[tuple[str, str]]:
    """Read damaged files, and count what came of them by format and outcome."""
    small = [(path.name, path.read_bytes()) for path in write_small(folder)]
    outcomes = Counter[tuple[str, str]]()
    for number in numbers:
        draw = random.Random(number)
        name, content = small[number % len(small)]
        path = folder / f"{number}-{name}"
        path.write_bytes(damage(content, name, draw))
        outcome, seconds = _outcome(path, loud)
        outcomes[name, "too slow" if seconds > LIMIT else outcome] += 1
        path.unlink()
    return outcomes


def _outcome(path: Path, loud: bool) -> tuple[str, float]:
    started = time.perf_counter()
    if loud:  # what hangs says where, and ends the program with code 1
        faulthandler.dump_traceback_later(12 * LIMIT, exit=True)
    try:
        source = read(path)
        outcome = "read with problems" if source.problems else "read"
    except AltutorError as error:
        outcome = "refused" if "\n" not in str(error) else "several lines"
    except Exception as error:
        outcome = type(error).__name__
        if loud:
            print(path.name)
            traceback.print_exc()
    finally:
        faulthandler.cancel_dump_traceback_later()
    return outcome, time.perf_counter() - started


def table(outcomes: Counter[tuple[str, str]]) -> str:
    """Return the outcomes as a Markdown table."""
    kinds = [*FINE, *sorted({kind for _, kind in outcomes} - set(FINE))]
    rows: list[list[Any]] = [["file", *kinds], ["---"] * (len(kinds) + 1)]
    for name in dict.fromkeys(name for name, _ in outcomes):
        rows.append([name, *(outcomes[name, kind] for kind in kinds)])
    rows.append(["all", *(sum(n for (_, kind), n in outcomes.items() if kind == wanted) for wanted in kinds)])
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def main() -> int:
    """Damage, read and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    options = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run(range(options.first, options.first + options.files), Path(folder), loud=True)
    print(table(outcomes))
    print(f"{options.files:,} files in {time.perf_counter() - started:.0f} s")
    return int(any(kind not in FINE for _, kind in outcomes))


if __name__ == "__main__":
    sys.exit(main())
