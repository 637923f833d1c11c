"""Split annotations into a training part and a dev part that can be trusted.

Some annotations were picked by the model, the others by chance. A dev split is a sample of the pool only if chance
alone decides what is in it. And it is a test only if none of its texts was trained on, in whatever spelling: news are
printed twice, messages are forwarded.

1. `groups` numbers the texts so that copies of one text get the same number.
2. `split` returns the positions of the training part and of the dev part.

The rules of the split:

- Candidates for the dev part are the groups in which at least one annotation was picked by chance.
- `share` of the candidates, rounded to the nearest whole number and at least one, is drawn at random. Each candidate is
  as likely as any other.
- The dev part is the annotations of the drawn groups that were picked by chance.
- The training part is all annotations of the groups that were not drawn.
- Annotations of a drawn group that the model picked are left out of both parts.
- `seed` fixes the draw: the same seed gives the same split, another seed another draw.
"""


def groups(texts: list[str]) -> list[int]:
    """Return a number for each text; copies of one text have the same number.

    Two texts are copies where they are the same but for upper and lower case and for white space (how much of it stands
    between words, before the first and after the last). Numbers count from 0 in the order in which the groups first
    occur.
    """
    raise NotImplementedError


def split(group_of: list[int], picked_by: list[str], share: float, seed: int) -> tuple[list[int], list[int]]:
    """Return the positions of the training part and of the dev part, each in any order.

    `group_of` holds the number of each annotation's group, `picked_by` who picked it: "model" or "chance". At least one
    was picked by chance. `share` is above 0 and below 1.
    """
    raise NotImplementedError
