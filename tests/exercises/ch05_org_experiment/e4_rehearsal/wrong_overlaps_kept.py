from collections import Counter


def merge(gold, base):
    entities = {(start, end, "ORG") for start, end in gold}
    entities |= {entity for entity in base if entity[2] != "ORG"}
    return sorted(entities)


def further_texts(train, dev, order):
    return [text for text in order if text not in train and text not in dev][: len(train)]


def mix(train, dev, order, gold, base):
    annotated = [(text, merge(spans, base[text]), "outside") for text, spans in zip(train, gold, strict=True)]
    further = [(text, merge([], base[text]), "unknown") for text in further_texts(train, dev, order)]
    return annotated + further


def kept(base, tuned):
    found, total = Counter(), Counter()
    for before, after in zip(base, tuned, strict=True):
        for entity in before:
            if entity[2] != "ORG":
                total[entity[2]] += 1
                found[entity[2]] += entity in after
    return {label: found[label] / n for label, n in total.items()}
