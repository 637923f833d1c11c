from spacy.tokens import Span
from spacy.training import Example
from spacy.util import filter_spans


def training_example(doc, marked, meaning, base):
    reference = doc.copy()
    spans = [Span(reference, start, end, label="ORG") for start, end in marked]
    if meaning == "base":
        found = [Span(reference, start, end, label=label) for start, end, label in base]
        taken = {token.i for span in found for token in span}
        spans = found + [span for span in spans if not taken & {token.i for token in span}]
    reference.set_ents(filter_spans(spans), default="missing" if meaning == "unknown" else "outside")
    return Example(doc, reference)
