"""Texts that were answered more than once."""

from __future__ import annotations

from altutor.diagnose.reading.collecting import Collector


def note_duplicates(into: Collector) -> None:
    """Note each answer that repeats another: same text, same session, and for yes/no answers the same question.

    A text that several people answered is counted, but is no problem; one that was answered in several passes, each
    about other labels, is none either.
    """
    first = dict[tuple[object, ...], str]()
    sessions = dict[str, str]()
    shared = set[str]()
    for example in into.examples:
        question = (example.spans, example.labels) if example.binary else None
        key = (example.key, example.session, example.asked, question)
        if key in first:
            what = f"The same text as in {first[key]}" + (", with the same question." if example.binary else ".")
            into.notes.add("duplicates", example.place, what)
        else:
            first[key] = example.place
        if sessions.setdefault(example.key, example.session) != example.session:
            shared.add(example.key)
    if shared:
        into.notes.counts["texts that several sessions answered"] = len(shared)
