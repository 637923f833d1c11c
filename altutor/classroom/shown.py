"""Values as a message shows them: short, and exact enough to be checked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from altutor.classroom.wire import Other, Text

LONGEST = 600


def shown(value: Any, inside: bool = False) -> str:
    """Return a value in a line or a few; of large arrays `inside` another value, the shape alone."""
    if isinstance(value, Other):
        return f"a {value.type}"
    if isinstance(value, Text):
        if value.missing and len(value.missing) == len(value.words) and not value.groups:
            return _short(f"a text without annotations: {' '.join(value.words)!r}")
        marked = [f"{' '.join(value.words[start:end])!r} {label}" for start, end, label in value.entities]
        missing = f"; nothing said of tokens {value.missing}" if value.missing else ""
        return f"a text with {', '.join(marked) or 'no entity'}{missing}"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple)) and _is_numeric(value):
        value = np.asarray(value)
    if isinstance(value, np.ndarray):
        edge = 3 if value.ndim < 3 else 1
        text = np.array2string(value, precision=4, separator=", ", threshold=24, edgeitems=edge, max_line_width=88)
        whole = f"an array of shape {value.shape}" + ("" if inside else f"\n{text}")
        return text if value.size <= 24 else whole
    if isinstance(value, (list, tuple)):
        opening, closing = "[]" if isinstance(value, list) else "()"
        return _short(opening + ", ".join(shown(one, True) for one in value) + closing)
    if isinstance(value, dict):
        return _short("{" + ", ".join(f"{key!r}: {shown(one, True)}" for key, one in value.items()) + "}")
    return _short(repr(value))


def shown_call(function: str, arguments: Mapping[str, Any]) -> str:
    """Return a call: on one line where it is short, else with one line for each argument."""
    values = {name: shown(value) for name, value in arguments.items()}
    line = f"{function}({', '.join(values.values())})"
    if len(line) <= 88 and "\n" not in line:
        return line
    return "\n".join(
        [f"{function}({', '.join(values)}) with"]
        + [f"  {name} = " + text.replace("\n", "\n" + " " * (len(name) + 5)) for name, text in values.items()]
    )


def _is_numeric(value: Any) -> bool:
    if any(isinstance(one, (tuple, dict, str)) for one in value):
        return False
    try:
        found = np.asarray(value)
    except ValueError:
        return False
    return found.size > 0 and found.dtype.kind in "biuf"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 20]} ... ({len(text)} characters)"
