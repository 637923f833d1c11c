def counts(predicted, gold):
    found = {span for spans in predicted for span in spans}
    marked = {span for spans in gold for span in spans}
    return len(found & marked), len(found - marked), len(marked - found)


def scores(predicted, gold):
    right, wrong, missed = counts(predicted, gold)
    return (
        right / max(right + wrong, 1),
        right / max(right + missed, 1),
        2 * right / max(2 * right + wrong + missed, 1),
    )
