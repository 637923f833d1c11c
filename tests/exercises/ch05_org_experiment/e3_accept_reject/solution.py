from spacy.tokens import Span
from spacy.training import Example


def judge(gold, suggestion):
    return tuple(suggestion) in [tuple(span) for span in gold]


def answer_example(doc, suggestion, accepted, group):
    reference = doc.copy()
    span = Span(reference, *suggestion, label="ORG")
    reference.set_ents([span] if accepted else [], default="missing")
    reference.spans[group] = [] if accepted else [span]
    return Example(doc, reference)


def session(docs, gold, suggestions, group):
    return [
        answer_example(doc, suggestion, judge(spans, suggestion), group)
        for doc, spans, suggestion in zip(docs, gold, suggestions, strict=True)
        if suggestion is not None
    ]
