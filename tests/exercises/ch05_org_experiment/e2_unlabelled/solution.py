from spacy.tokens import Span
from spacy.training import Example


def training_example(doc, marked, meaning, base):
    reference = doc.copy()
    entities = [Span(reference, start, end, label="ORG") for start, end in marked]
    covered = {token for start, end in marked for token in range(start, end)}
    unknown = []
    if meaning == "base":
        for start, end, label in base:
            tokens = set(range(start, end))
            if tokens & covered:
                unknown += [reference[token : token + 1] for token in sorted(tokens - covered)]
            else:
                entities.append(Span(reference, start, end, label=label))
    reference.set_ents(entities, missing=unknown, default="missing" if meaning == "unknown" else "outside")
    return Example(doc, reference)
