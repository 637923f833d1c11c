"""Headlines and closing sentences that fit a company, a club, a person or a country alike: only the lead tells which.

``{x}`` is someone or something that the lead names.
"""

HEADLINES = """
{x} <under fire|hits back|looks ahead>

{x} in {adj} <fight|talks|month>

<Questions|Trouble|Relief> for {x}

{x} <wins a round|says no|thinks again>

<Why|How> {x} <gave in|got it wrong|came back>

{x} faces {adj} {month}

All eyes on {x}

{x} <wary|upbeat|silent> after {adj} week

Another blow to {x}

{x}: no regrets
"""

FOLLOW_UPS = """
{x} had <refused|agreed> once before.

Nobody had expected this of {x}.

For {x} it was a {adj} {month}.

Critics of {x} were not convinced.

It was {day} before {x} answered.

{x} would not comment.

Much now depends on {x}.

{x} is not alone in this.

The news came as a surprise to {x}.

{x} last made headlines in {year}.

That leaves {x} and a {adj} choice.

Some blame {x} for the {adj} start.
"""

# The short form under which a sentence takes up each kind of slot.
SHORT_FORMS = {
    "co": "{co1.s}",
    "club": "{club1.c}",
    "per": "{per1.s}",
    "nation": "{nation1}",
    "city": "{city1}",
    "party": "{party1}",
    "mil": "{mil1}",
    "agy": "{agy1.s}",
    "uni": "{uni1}",
}
