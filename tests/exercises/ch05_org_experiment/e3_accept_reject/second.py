from spacy.training import Example


def judge(gold, suggestion):
    same = [start == suggestion[0] and end == suggestion[1] for start, end in gold]
    return sum(same) == 1


def answer_example(doc, suggestion, accepted, group):
    """Let spaCy make the reference from one tag a token ("-" is unknown), then add the rejected span."""
    start, end = suggestion
    tags = ["-"] * len(doc)
    if accepted:
        tags[start:end] = [
            f"{letter}-ORG" for letter in ("U" if end - start == 1 else "B" + "I" * (end - start - 2) + "L")
        ]
    example = Example.from_dict(doc, {"entities": tags})
    if not accepted:
        wrong = example.reference[start:end]
        wrong.label_ = "ORG"
        example.reference.spans[group] = [wrong]
    return example


def session(docs, gold, suggestions, group):
    examples = []
    for number, suggestion in enumerate(suggestions):
        if suggestion is None:
            continue
        examples.append(answer_example(docs[number], suggestion, judge(gold[number], suggestion), group))
    return examples
