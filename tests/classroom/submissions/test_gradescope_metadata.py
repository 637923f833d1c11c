from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.submissions.gradescope import Entry, entries
from altutor.classroom.submissions.people import Owner
from altutor.errors import AltutorError

EXPORT = b"""---
submission_216975964:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0675'
    :email: ada@example.org
  - :name: Grace Hopper
    :sid: '0676'
    :email:
  :created_at: 2023-12-02 02:52:07.938335000 Z
  :score: 0.0
  :status: processed
  :results: !ruby/hash:Some::Class
    score: 0.0
    output: |
      submission_1:
        :submitters: [forged]
    tests:
    - {name: a, output: &out "what was printed"}
  :history:
  - :submitters: []
    :created_at: 2023-12-04 07:30:05.262325000 Z
    :results: *out
submission_2:
  :submitters: []
  :created_at: 2023-12-02T03:52:07+01:00
submission_3:
  :created_at: yesterday
  :submitters:
"""


def test_an_export_names_the_folders_people_and_times() -> None:
    both = (Owner("Ada Lovelace", "0675", "ada@example.org"), Owner("Grace Hopper", "0676", ""))
    assert entries(EXPORT) == [
        Entry("submission_216975964", both, datetime(2023, 12, 2, 2, 52, 7, 938335, UTC)),
        Entry("submission_2", (), datetime(2023, 12, 2, 2, 52, 7, tzinfo=UTC)),
        Entry("submission_3", (), None),
    ]


def test_a_value_that_is_named_once_and_meant_again_is_found() -> None:
    text = b"s1: {':submitters': [{':sid': &a '7', ':name': Ada}]}\ns2: {':submitters': [{':sid': *a, ':name': Ada}]}\n"
    assert [one.owners[0].key for one in entries(text)] == ["7", "7"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- a\n- b\n",
        b"just text",
        b"a: {",
        b"\x00\x01",
        b"\xff\xfe\xff",
        b"a: " + b"[" * 5000,
        b"a: *unknown\nb: &x [*x",
    ],
)
def test_what_is_no_such_file_is_an_error_that_says_what_to_do(data: bytes) -> None:
    with pytest.raises(AltutorError, match="export the submissions from Gradescope again"):
        entries(data)


def test_nothing_is_built_and_no_tag_is_obeyed() -> None:
    """Neither merges that double at each step nor tags that name a Python function do anything."""
    laughs = "a0: &a0 {x: 1}\n" + "".join(
        f"a{step}: &a{step} {{<<: [{', '.join([f'*a{step - 1}'] * 9)}]}}\n" for step in range(1, 40)
    )
    assert len(entries(laughs.encode())) == 40
    assert entries(b"s: !!python/object/apply:os.system ['exit 1']\n") == [Entry("s", (), None)]


def test_a_large_file_is_read_in_seconds() -> None:
    one = (
        "submission_{}:\n  :submitters:\n  - :name: A\n    :sid: '{}'\n  :results:\n    output: \""
        + "x" * 20_000
        + '"\n'
    )
    assert len(entries("".join(one.format(number, number) for number in range(500)).encode())) == 500


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(EXPORT)))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int) -> None:
    for data in (noise, EXPORT[:at] + noise + EXPORT[at:], EXPORT[:at]):
        try:
            found = entries(data)
        except AltutorError:
            continue
        assert all(isinstance(one.folder, str) for one in found)
