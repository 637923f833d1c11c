import pytest

from altutor.book import published_results as kept
from altutor.book import quotes
from altutor.errors import AltutorError
from altutor.results import Results
from altutor.traces import Trace

VERDICT = {
    "id": "a-claim",
    "statement": "X is <less> than 0.",
    "estimate": -0.12345,
    "low": -0.2,
    "high": 0.05,
    "level": 0.95,
    "n_seeds": 7,
    "holds": "inconclusive",
    "bound": [None, 0.0],
    "unit": "accuracy",
    "note": "",
}


@pytest.fixture(autouse=True)
def _published(monkeypatch: pytest.MonkeyPatch) -> None:
    later = {**VERDICT, "id": "later", "estimate": None, "low": None, "high": None, "note": "full scale only"}
    open_ = {**VERDICT, "id": "open", "low": None, "high": None}
    results = Results("e", {"budget": 60, "parts": {"mass": 0.15}}, [0, 1], {}, {}, [], [VERDICT, later, open_])
    columns = {"series": ["a", "a", "b"], "x": [1, 2, 2], "y": [0.5, -0.25, 0.1234]}
    monkeypatch.setattr(kept, "results", lambda experiment: results)
    monkeypatch.setattr(kept, "trace", lambda id_: Trace("f", "curves", "", "", "", columns))


def test_estimate_and_interval() -> None:
    assert quotes.est("e/a-claim") == "−0.123"
    assert quotes.est("e/a-claim", "%") == "−12%"
    assert quotes.interval("e/a-claim", "+") == "[−0.200, +0.050]"
    assert quotes.found("e/a-claim") == "−0.123 [−0.200, 0.050]"
    assert quotes.interval("e/open") == "[−∞, ∞]"
    assert quotes.verdict("e/a-claim") == "inconclusive"


def test_what_was_not_measured_cannot_be_quoted() -> None:
    with pytest.raises(AltutorError, match="Claim e/later was not measured"):
        quotes.est("e/later")


def test_settings() -> None:
    assert quotes.seeds("e") == 2
    assert quotes.config("e", "budget") == 60
    assert quotes.config("e", "parts", "mass") == 0.15
    with pytest.raises(AltutorError, match="setting parts has parts: name one of mass"):
        quotes.config("e", "parts")
    with pytest.raises(AltutorError, match=r"e has no setting parts\.size"):
        quotes.config("e", "parts", "size")


def test_number_of_a_figure() -> None:
    assert quotes.shown("e/f", "y", series="b") == "0.123"
    assert quotes.shown("e/f", "y", series="a", x=2, percent=True) == "−25%"
    assert quotes.shown("e/f", "y", series="a", x=1, digits=1, sign=True) == "+0.5"
    assert quotes.shown("e/f", "series", x=1) == "a"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"series": "c"}, "0 rows of figure e/f"),
        ({"series": "a"}, "2 rows of figure e/f"),
        ({"sort": "a"}, "no column sort"),
    ],
)
def test_number_that_is_not_one_is_refused(where: dict, words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        quotes.shown("e/f", "y", **where)


def test_claim_box_says_all_and_links_to_its_check() -> None:
    box = quotes.claim("e/a-claim", says="inconclusive", prefix="../")
    for words in ("X is &lt;less&gt; than 0.", "−0.123 accuracy", "−0.200 to 0.050", "7 seeds", "? inconclusive"):
        assert words in box
    assert 'href="../claims/e.md#a-claim"' in box


def test_text_that_relies_on_another_verdict_is_refused() -> None:
    with pytest.raises(AltutorError, match=r"the text says 'holds' of e/a-claim, and .* is 'inconclusive'"):
        quotes.claim("e/a-claim", says="holds", prefix="")


@pytest.mark.parametrize("form", ["pct", "+%"])
def test_unknown_form_is_refused(form: str) -> None:
    with pytest.raises(AltutorError, match="A number cannot be written as"):
        quotes.est("e/a-claim", form)


def test_table_of_predictions() -> None:
    made = quotes.predicted("e", "a-claim", prefix="")
    assert made.count("<tr>") == 2
    assert 'href="claims/e.md#a-claim"' in made
    assert quotes.predicted("e", prefix="").count("<tr>") == 4
