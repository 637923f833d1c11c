"""The numbers of the data card, counted from the generated texts."""

from __future__ import annotations

from collections import Counter, defaultdict

from altutor.data.corpus import TOPICS, Text
from altutor.data.newswire.conventions import SOURCE, TARGET
from altutor.data.newswire.generate import load_newswire
from altutor.data.newswire.stories import Draft, target_drafts


def card() -> str:
    """Count the default corpus and write the tables of ``docs/data/newswire.md``.

    Returns
    -------
    str
        Markdown: a table by topic, one by kind of name, and one of what makes the task hard.
    """
    corpus = load_newswire()
    texts = corpus.pool + corpus.heldout
    drafts = target_drafts(len(texts), 0)
    return "\n\n".join((_by_topic(texts), _by_kind(drafts), _difficulty(corpus.pool, corpus.heldout, drafts)))


def _by_topic(texts: tuple[Text, ...]) -> str:
    """Tabulate texts, tokens and ORG mentions by topic."""
    import spacy

    nlp = spacy.blank("en")
    lines = [
        "| topic | texts | tokens a text | ORG mentions | mentions a text | texts with none |",
        "|---|---|---|---|---|---|",
    ]
    for topic in (*TOPICS, "all"):
        chosen = [text for text in texts if topic in (text.topic, "all")]
        tokens = sum(len(nlp.make_doc(text.text)) for text in chosen) / len(chosen)
        mentions = sum(len(text.spans) for text in chosen)
        none = sum(not text.spans for text in chosen) / len(chosen)
        counts = f"{len(chosen):,} | {tokens:.1f} | {mentions:,} | {mentions / len(chosen):.2f} | {none:.0%}"
        lines.append(f"| {topic} | {counts} |")
    return "\n".join(lines)


def _by_kind(drafts: list[Draft]) -> str:
    """Tabulate the kinds of names, and what either domain makes of them."""
    strings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        for mention in draft.mentions:
            strings[mention.kind][draft.text[mention.start : mention.end]] += 1
    lines = [
        "| kind | for example | mentions | distinct | label | label in the source domain |",
        "|---|---|---|---|---|---|",
    ]
    for kind, label in TARGET.items():
        example = strings[kind].most_common(1)[0][0]
        counts = f"{strings[kind].total():,} | {len(strings[kind]):,}"
        lines.append(f"| {kind} | {example} | {counts} | {label} | {SOURCE.get(kind) or 'not marked'} |")
    return "\n".join(lines)


def _difficulty(pool: tuple[Text, ...], heldout: tuple[Text, ...], drafts: list[Draft]) -> str:
    """Tabulate unseen and ambiguous strings."""
    seen = {string for text in pool for string in _strings(text)}
    asked = [string for text in heldout for string in _strings(text)]
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        for mention in draft.mentions:
            kinds[draft.text[mention.start : mention.end]].add(mention.kind)
    labels = [{TARGET.get(kind) for kind in found} for found in kinds.values()]
    rows: dict[str, int | str] = {
        "texts that occur twice": len(drafts) - len({draft.text for draft in drafts}),
        "distinct ORG strings": len(seen | set(asked)),
        "held-out ORG strings that the pool lacks": f"{sum(s not in seen for s in set(asked)) / len(set(asked)):.0%}",
        "held-out ORG mentions whose string the pool lacks": f"{sum(s not in seen for s in asked) / len(asked):.0%}",
        "strings that are a club here and a place there": sum({"club by city", "place"} <= k for k in kinds.values()),
        "strings that are an ORG here and something else there": sum(
            "ORG" in found and len(found) > 1 for found in labels
        ),
    }
    return "\n".join(
        ["| measure | value |", "|---|---|", *(f"| {name} | {_say(value)} |" for name, value in rows.items())]
    )


def _strings(text: Text) -> list[str]:
    """List the ORG mentions of a text."""
    return [text.text[start:end] for start, end in text.spans]


def _say(value: int | str) -> str:
    """Write a count with its thousands apart."""
    return value if isinstance(value, str) else f"{value:,}"
