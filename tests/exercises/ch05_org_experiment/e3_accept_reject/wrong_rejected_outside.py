from spacy.tokens import Span
from spacy.training import Example


def judge(gold, suggestion):
    return suggestion in gold


def answer_example(doc, suggestion, accepted, group):
    reference = doc.copy()
    span = Span(reference, *suggestion, label="ORG")
    if accepted:
        reference.set_ents([span], default="missing")
    else:
        reference.set_ents([], outside=[span], default="missing")
        reference.spans[group] = [span]
    return Example(doc, reference)


def session(docs, gold, suggestions, group):
    examples = []
    for doc, spans, suggestion in zip(docs, gold, suggestions, strict=True):
        if suggestion is not None:
            examples.append(answer_example(doc, suggestion, judge(spans, suggestion), group))
    return examples
