import inspect
from functools import partial

import pytest

from altutor.book import code
from altutor.errors import AltutorError
from altutor.strategies import least_confidence, mixed


def test_source_is_the_code_that_runs() -> None:
    shown = code.source("altutor.strategies.uncertainty:least_confidence")
    assert shown.startswith("```python\ndef least_confidence(")
    namespace: dict = {"View": object, "Scores": object}
    exec(shown.removeprefix("```python\n").removesuffix("```"), namespace)
    assert namespace["least_confidence"].__doc__ == least_confidence.__doc__


def test_docstrings_are_cut_to_their_first_line() -> None:
    shown = code.source("altutor.strategies.exploration:mixed")
    whole = inspect.getsource(mixed)
    first = mixed.__doc__.splitlines()[0]
    assert f'"""{first}"""' in shown
    assert shown.count('"""') == whole.count('"""')
    assert "Parameters" in whole
    assert "Parameters" not in shown
    assert whole.rstrip().splitlines()[-1] in shown


def test_partial_shows_what_it_is_called_with() -> None:
    assert "# called with 1, level=2" in code.fence(partial(code.fence, 1, level=2))


def test_number_that_the_package_fixes() -> None:
    assert code.value("altutor.data.ag_news:HELDOUT") == 4 * code.value("altutor.data.ag_news:HELDOUT_PER_TOPIC")


@pytest.mark.parametrize("name", ["altutor.nonsense:X", "altutor.data.ag_news:NONE", "altutor.data.ag_news:HUB_NAME"])
def test_what_is_no_number_cannot_be_quoted_as_one(name: str) -> None:
    with pytest.raises(AltutorError, match=name):
        code.value(name)


@pytest.mark.parametrize("name", ["altutor.nonsense:x", "altutor.strategies:nonsense", "altutor.book.code"])
def test_missing_source_is_named(name: str) -> None:
    with pytest.raises(AltutorError, match=name):
        code.source(name)
