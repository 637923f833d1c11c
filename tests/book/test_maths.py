import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.book.maths import mathml, replace
from altutor.errors import AltutorError


def test_formula_becomes_mathml_with_its_latex() -> None:
    made = mathml("1 - (1 - h)^n")
    assert made.startswith('<math alttext="1 - (1 - h)^n"')
    assert 'display="inline"' in made
    assert "<msup>" in made


def test_display_formula() -> None:
    assert 'display="block"' in replace("$$ \\hat R = \\frac{1}{M} $$")


def test_text_around_formulas_is_escaped() -> None:
    assert re.sub(r"<math.*?</math>", "M", replace("a < b, $h$ & $e$.")) == "a &lt; b, M &amp; M."


@pytest.mark.parametrize("text", ["no formula", "it costs 5 $ or 6 $ a day", "from $5 to $6"])
def test_money_is_no_formula(text: str) -> None:
    assert replace(text) is None


def test_unknown_command_is_refused() -> None:
    with pytest.raises(AltutorError, match=r"\\nosuchcommand"):
        mathml(r"\nosuchcommand{x}")


def test_unbalanced_formula_is_refused() -> None:
    with pytest.raises(AltutorError, match="write it simpler"):
        mathml(r"\frac{1}{")


@given(st.text(alphabet="abcxyz0123456789+-=(),<> ", min_size=1).filter(str.strip))
def test_plain_formulas_keep_their_digits(latex: str) -> None:
    shown = html.unescape(re.sub(r"<[^>]*>", "", mathml(latex)))
    assert [c for c in shown if c.isdigit()] == [c for c in latex if c.isdigit()]
