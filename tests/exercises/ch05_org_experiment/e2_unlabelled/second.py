import numpy as np
from spacy.training import Example


def write(tags, start, end, label):
    if end - start == 1:
        tags[start] = f"U-{label}"
    else:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 2), f"L-{label}"]


def training_example(doc, marked, meaning, base):
    """Write one tag for each token, as spaCy's own training format has them; "-" is unknown."""
    tags = ["-" if meaning == "unknown" else "O"] * len(doc)
    answered = np.zeros(len(doc), dtype=bool)
    for start, end in marked:
        answered[start:end] = True
    for start, end, label in base if meaning == "base" else []:
        if answered[start:end].any():
            tags[start:end] = ["-"] * (end - start)
        else:
            write(tags, start, end, label)
    for start, end in marked:
        write(tags, start, end, "ORG")
    return Example.from_dict(doc, {"entities": tags})
