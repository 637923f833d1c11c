"""A toy corpus, and how a tiny pipeline is trained on it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from altutor.data.corpus import TOPICS, Text

if TYPE_CHECKING:
    from spacy.language import Language

ORGS = ("Borvex", "Quillon Labs", "Zentra", "Ostrava Steel Mills", "Mirrow Group", "Feldspar Bank", "UNOR")
NEW_ORGS = ("Drovane", "Pellucid Motors", "Harrowgate United", "Tisk Labs", "OPWE", "Vantor Bank of Lume")
PEOPLE = ("Ana Pell", "Tomas Drake", "Rinko", "Oda Marsh", "Leif Sunder")
TEMPLATES = {
    "World": ("{O} condemned the attack on Lume .", "{P} met envoys of {O} and {O} on Monday ."),
    "Sports": ("{P} scored twice for {O} .", "{O} beat {O} after {P} was sent off ."),
    "Business": ("Shares of {O} fell .", "{O} said {P} would leave ."),
    "Sci/Tech": ("{O} launched a probe .", "A chip by {O} , said {P} , is fast ."),
}


def tok2vec(width: int = 32) -> dict[str, Any]:
    return {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": width,
        "depth": 1,
        "embed_size": 200,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    }


def ner_config(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 32,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": words,
        }
    }


def make_text(rng: random.Random, row: int, topic: str, orgs: tuple[str, ...]) -> Text:
    """Fill one or two templates; every seventh text has a mention glued to another word, off token borders."""
    text, spans, others = "", [], []
    for template in rng.choices(TEMPLATES[topic], k=rng.choice((1, 2))):
        for word in template.split():
            text += " " if text else ""
            if word == "{O}":
                name = rng.choice(orgs)
                spans.append((len(text), len(text) + len(name)))
                text += name
            elif word == "{P}":
                name = rng.choice(PEOPLE)
                others.append((len(text), len(text) + len(name), "PER"))
                text += name
            else:
                text += word
    if row % 7 == 0:
        text += " the_"
        spans.append((len(text), len(text) + len("Zentra")))
        text += "Zentra"
    return Text(text, topic, tuple(spans), row, tuple(others))


def make_texts(seed: int, rows: range, orgs: tuple[str, ...]) -> tuple[Text, ...]:
    rng = random.Random(seed)
    return tuple(make_text(rng, row, TOPICS[row % 4], orgs) for row in rows)


def train_on(nlp: Language, texts: tuple[Text, ...], epochs: int) -> None:
    """Initialize and train a pipeline on texts with all their entities."""
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(0)
    examples = []
    for text in texts:
        doc = nlp.make_doc(text.text)
        entities = [(a, b, "ORG") for a, b in text.spans if doc.char_span(a, b)] + list(text.others)
        tags = ["UP" if token.text[0].isupper() else "LOW" for token in doc]
        examples.append(Example.from_dict(doc, {"entities": entities, "tags": tags}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(epochs):
        for start in range(0, len(examples), 16):
            nlp.update(examples[start : start + 16], sgd=optimizer, drop=0.1)
