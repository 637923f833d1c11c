from spacy.tokens import Span
from spacy.training import Example


def training_example(doc, marked, meaning, base):
    reference = doc.copy()
    entities = [Span(reference, start, end, label="ORG") for start, end in marked]
    if meaning == "base":
        for start, end, label in base:
            if all(end <= first or after <= start for first, after in marked):
                entities.append(Span(reference, start, end, label=label))
    reference.set_ents(entities, default="outside" if meaning == "outside" else "missing")
    return Example(doc, reference)
