import pytest

from altutor.book import published_results as kept
from altutor.book import quotes
from altutor.book.tables import counted
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS
from altutor.results import Results
from altutor.traces import Trace

PUBLISHED = kept.results  # before a fixture puts other results in its place
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
    rows = [{"seed": 0, "runs": 3}, {"seed": 3, "runs": 3}, {"seed": 0}, {"seed": 1}]
    ends = {"estimate": 0.13001, "low": 0.13, "high": 0.13003}
    narrow = {**VERDICT, **ends, "id": "narrow", "holds": "yes", "n_seeds": 2}
    verdicts = [VERDICT, later, open_, narrow]
    settings = {"budget": 60, "parts": {"mass": 0.15}}
    results = Results("e", settings, list(range(6)), {}, {"rows": 7600}, rows, verdicts)
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


def test_narrow_interval_has_two_ends() -> None:
    assert quotes.found("e/narrow") == "0.13001 [0.13000, 0.13003]"
    assert quotes.found("e/narrow", "%") == "13.001% [13.000%, 13.003%]"


def test_what_was_not_measured_cannot_be_quoted() -> None:
    with pytest.raises(AltutorError, match="Claim e/later was not measured"):
        quotes.est("e/later")


def test_settings() -> None:
    assert quotes.seeds("e") == 6
    assert quotes.rows("e") == 7600
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


def test_box_and_table_count_blocks_where_rows_sum_up_blocks_of_seeds() -> None:
    assert "2 blocks of 3 seeds" in quotes.claim("e/narrow", prefix="")
    assert "<td>2 blocks of 3</td>" in quotes.predicted("e", "narrow", prefix="")


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
    assert quotes.predicted("e", prefix="").count("<tr>") == 5


@pytest.mark.parametrize("says", ["inconclusive", ["inconclusive", "inconclusive"], ["", "inconclusive"]])
def test_table_that_agrees_with_its_text(says: str | list[str]) -> None:
    assert quotes.predicted("e", "a-claim", "open", says=says, prefix="") == quotes.predicted(
        "e", "a-claim", "open", prefix=""
    )


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("inconclusive", r"the text says 'inconclusive' of e/narrow, and .* is 'holds'"),
        (["holds", "holds"], r"the text says 'holds' of e/a-claim, and .* is 'inconclusive'"),
        (["inconclusive"], "has 2 claims, and the text says 1 verdicts"),
    ],
)
def test_table_whose_text_relies_on_another_verdict_is_refused(says: str | list[str], words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        quotes.predicted("e", "a-claim", "narrow", says=says, prefix="")


@pytest.mark.parametrize(
    ("n", "seeds", "words"),
    [(2, 6, "2 blocks of 3"), (2, 5, "2 blocks of about 2"), (6, 6, "6"), (3, 6, "3"), (2, 2, "2"), (0, 6, "")],
)
def test_what_an_interval_is_over(n: int, seeds: int, words: str) -> None:
    results = Results("e", {}, list(range(seeds)), {}, {}, [{"seed": 0, "runs": 1}, {"seed": 3, "runs": 1}], [])
    assert counted({**VERDICT, "n_seeds": n}, results) == words


def test_published_claims_that_are_over_blocks() -> None:
    """Name them, so that a change of the rows is seen."""
    found = set()
    for experiment in EXPERIMENTS:
        results = PUBLISHED(experiment)
        over = {one["id"]: counted(one, results) for one in results.claims}
        found |= {(experiment, words) for words in over.values() if "block" in words}
        if experiment == "local-optimum":
            assert [id_ for id_, words in over.items() if "block" in words] == ["trap-phase-closed-form"]
    assert found == {
        ("local-optimum", "20 blocks of 10"),
        ("rare-class", "20 blocks of 30"),
        ("sampling-bias", "10 blocks of 10"),
    }
