from spacy.tokens import Span
from spacy.training import Example


def training_example(doc, marked, meaning, base):
    reference = doc.copy()
    reference.set_ents([Span(reference, start, end, label="ORG") for start, end in marked])
    return Example(doc, reference)
