from spacy.tokens import Span
from spacy.training import Example


def training_example(doc, marked, meaning, base):
    entities = [Span(doc, start, end, label="ORG") for start, end in marked]
    covered = {token for start, end in marked for token in range(start, end)}
    unknown = []
    if meaning == "base":
        for start, end, label in base:
            tokens = set(range(start, end))
            if tokens & covered:
                unknown += [doc[token : token + 1] for token in sorted(tokens - covered)]
            else:
                entities.append(Span(doc, start, end, label=label))
    doc.set_ents(entities, missing=unknown, default="missing" if meaning == "unknown" else "outside")
    return Example(doc, doc)
