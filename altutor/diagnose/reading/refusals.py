"""Why a file is refused as a whole, in one sentence each, with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from altutor.diagnose.reading import plain
from altutor.errors import AltutorError

LOOKED_FOR = (
    "Prodigy, doccano or plain JSONL (one JSON object a line), a JSON list (Label Studio), CSV or TSV with a column "
    "'text', a .spacy DocBin, a data set (folder, parquet or arrow)"
)
FIRST = 20  # records whose fields are named
FIELDS, LONGEST = 12, 40  # fields named at most, and characters of each


def unrecognised(where: Path | str, found: str) -> AltutorError:
    """Return the error for what is none of the known formats."""
    return AltutorError(f"{where} is not recognised: looked for {LOOKED_FOR}; found {found}.")


def conll(path: Path, converter: str) -> AltutorError:
    """Return the error for a file with a token and its tag a line."""
    return AltutorError(
        f"{path} holds a token and its tag a line, as CoNLL has it: turn it into a .spacy file with 'python -m spacy "
        f"convert {path} FOLDER --converter {converter}', and name that one."
    )


def without_text(path: Path, built: str, number: int, records: Sequence[Any]) -> AltutorError:
    """Return the error for a file of which no record has a text.

    Parameters
    ----------
    path, built
        The file, and "JSON" or "JSONL".
    number
        How many records it has.
    records
        The first of them.
    """
    if not number:
        return AltutorError(f"{path} is empty, a list without entries: name a file with at least one text.")
    begin = f"{path} is {built} with {number:,} record{'s' * (number != 1)}, none with a text"
    if any(_is_pair(record) for record in records):
        return AltutorError(
            f"{begin} in a field, but with pairs of a text and its entities, as spaCy trains on them: write each pair "
            'as {"text": TEXT, "entities": [[START, END, LABEL]]}, or make a DocBin (.spacy) of them.'
        )
    fields = dict.fromkeys(key for record in records if isinstance(record, Mapping) for key in record)
    if not fields:
        return AltutorError(f"{begin}, since none is a JSON object: expected objects with a field 'text'.")
    named = ", ".join(repr(field[:LONGEST]) for field in list(fields)[:FIELDS])
    return AltutorError(
        f"{begin} (their fields: {named}{', ...' if len(fields) > FIELDS else ''}): expected one named "
        f"{', '.join(plain.TEXTS)}, or tokens with a list of words; rename the field that holds the text."
    )


def _is_pair(record: Any) -> bool:
    """Return whether a record is a text with its annotations, in a list."""
    return (
        isinstance(record, list) and len(record) == 2 and isinstance(record[0], str) and isinstance(record[1], Mapping)
    )
