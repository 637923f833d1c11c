from __future__ import annotations

import ast
import json
import warnings

import pytest
from handed_in import notebook
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.submissions.notebook import convert, is_notebook, plain


def test_code_cells_are_joined_in_order() -> None:
    made, notes = convert(notebook("a = 1", "def f():\n    return a\n", "print(f())"), "'hw.ipynb'")
    assert made is not None
    names: dict[str, object] = {}
    exec(made, names)
    assert names["f"]() == 1  # type: ignore[operator]
    assert notes == ["'hw.ipynb' is a notebook: its 3 code cells were joined in their order and read as one file."]


@pytest.mark.parametrize(
    ("cell", "is_now"),
    [
        ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
        ("!pip install altutor\nx = 1", "# !pip install altutor\nx = 1"),
        ("?np.mean\nnp.mean?\nx = 1", "# ?np.mean\n# np.mean?\nx = 1"),
        ("if True:\n    !ls\nx = 1", "if True:\n    pass  # !ls\nx = 1"),
        ("%time x = 1\ny = (3\n     %x)", "# %time x = 1\ny = (3\n     %x)"),
        ('text = """\n%s and !\n"""', 'text = """\n%s and !\n"""'),
        ("%%bash\nrm -r work\nx = 1", "# %%bash\n# rm -r work\n# x = 1"),
        ("\n%%timeit -n 3\nf()", "# \n# %%timeit -n 3\n# f()"),
        ("%%time\nx = 1", "# %%time\nx = 1"),
        ("x = 1", "x = 1"),
        ("", ""),
    ],
)
def test_what_only_jupyter_understands_is_commented_out(cell: str, is_now: str) -> None:
    assert plain(cell) == is_now
    ast.parse(plain(cell))


def test_a_note_names_the_cells_that_were_touched() -> None:
    _, notes = convert(notebook("x = 1", "%matplotlib inline", "!ls"), "'hw.ipynb'")
    assert notes[1] == (
        "In 'hw.ipynb', lines for Jupyter (such as those that begin with % or !) were left out in code cells 2, 3."
    )


def test_a_syntax_error_beside_a_magic_stays_for_the_grader_to_tell() -> None:
    assert plain("%time\ndef f(:\n    pass") == "# %time\ndef f(:\n    pass"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"{",
        b"[]",
        b'{"cells": 3}',
        b'{"cells": [{"cell_type": "code", "source": [1]}]}',
        b"[" * 100_000,
        b'{"cells": ' + b"1" * 10_000 + b"}",
        b"\xff\xfe\x00",
        b'{"worksheets": []}',
        b'{"cells": {}}',
    ],
)
def test_a_broken_notebook_gets_a_note(data: bytes) -> None:
    made, notes = convert(data, "'hw.ipynb'")
    assert made is None
    assert notes == [
        "'hw.ipynb' is not a notebook that can be read. Open it in Jupyter, save it, and hand it in again."
    ]


def test_a_notebook_without_code_gets_a_note() -> None:
    assert convert(notebook(), "'hw.ipynb'") == (None, ["'hw.ipynb' is a notebook without code."])


def test_too_much_code_is_not_read() -> None:
    made, notes = convert(notebook("x = 1\n" * 50_000), "'hw.ipynb'")
    assert made is None
    assert notes == ["'hw.ipynb' has more than 200 kB of code, which is not read."]


def test_lone_surrogates_do_not_stop_the_reading() -> None:
    made, _ = convert(b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}', "'hw.ipynb'")
    assert made is not None
    assert b"x = '?'" in made


def test_a_notebook_is_known_by_its_content() -> None:
    assert is_notebook(b"\n" + notebook("x = 1"))
    assert not is_notebook(b"x = {'cells': 1}")


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_are_converted_or_refused(data: bytes) -> None:
    made, notes = convert(data, "'x'")
    assert made is not None or notes


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=8
    )
)
def test_any_json_as_cells_is_converted_or_refused(value: object) -> None:
    for found in (value, {"cells": value}, {"cells": [{"cell_type": "code", "source": value}]}):
        made, notes = convert(json.dumps(found).encode(), "'x'")
        assert made is not None or notes


@settings(deadline=None)
@given(st.text(alphabet="%!? \n\t(x=1)'\"#\\:", max_size=60))
def test_a_cell_keeps_its_lines(cell: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = plain(cell)
    lines, were = made.split("\n"), cell.split("\n")
    assert len(lines) == len(were)
    for line, was in zip(lines, were, strict=True):
        assert line in (was, f"# {was}") or line.replace("pass  # ", "", 1) == was
