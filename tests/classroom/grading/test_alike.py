"""Pairs that are alike: copies are found, people who worked alone are left alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom import catalogue, stubs
from altutor.classroom.grading import alike, syntax
from altutor.classroom.submissions.collect import Submission

ANSWERS = Path(__file__).parents[2] / "exercises"
ID = "ch02_sampling_bias/e1_label_shift"
SHORT = {"ch01_fair_race/e1_least_confidence", "ch03_local_optima/e1_missing_a_cluster"}

ASKED = {name for id_ in catalogue.ids() for name in syntax.names(stubs.tree(catalogue.load(id_)))}


class Renamed(ast.NodeTransformer):
    """Gives new names to arguments and variables, and texts to functions; names that a grader asks for stay."""

    def __init__(self, tree: ast.AST) -> None:
        stored = [one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
        self.own = {*stored, *(one.arg for one in ast.walk(tree) if isinstance(one, ast.arg))} - ASKED

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = f"my_{node.id}" if node.id in self.own else node.id
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = f"my_{node.arg}"
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = ast.Name("float", ast.Load())
        for argument in node.args.args:
            argument.annotation = ast.Name("list", ast.Load())
        node.body = [ast.Expr(ast.Constant("All my own work.")), *node.body]
        return node


def read(id_: str, stem: str) -> str:
    return (ANSWERS / id_ / f"{stem}.py").read_text(encoding="utf-8")


def copied(text: str) -> str:
    """Return a copy with new names, texts, annotations and layout, functions in another order."""
    tree = ast.parse(text)
    changed = Renamed(tree).visit(tree)
    functions = [one for one in changed.body if isinstance(one, ast.FunctionDef)]
    others = [one for one in changed.body if not isinstance(one, ast.FunctionDef)]
    changed.body = [*others, *reversed(functions)]
    return "# mine\n" + ast.unparse(ast.fix_missing_locations(changed)).replace("    ", "  ")


def handed_in(*texts: str, id_: str = ID) -> list[Submission]:
    return [Submission(f"s{number:02}", {id_: text.encode()}) for number, text in enumerate(texts)]


def names(pairs: list[alike.Pair]) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in pairs]


@pytest.mark.parametrize("id_", catalogue.ids())
def test_a_renamed_copy_is_found_and_another_solution_is_not(id_: str) -> None:
    solution, second = read(id_, "solution"), read(id_, "second")
    pairs, sentences = alike.find(handed_in(solution, second, copied(solution), id_=id_), [id_])
    if id_ in SHORT:
        assert pairs == []
        assert "too short to be compared on their own" in sentences[0]
        return
    assert names(pairs) == [("s00", "s02")]
    assert pairs[0].share > 0.85
    assert pairs[0].tokens > 40
    assert sentences == []


@pytest.mark.parametrize("id_", catalogue.ids())
def test_copies_share_more_than_85_percent(id_: str) -> None:
    """The guide says so."""
    for path in sorted((ANSWERS / id_).glob("*.py")):
        text = path.read_text(encoding="utf-8")
        pairs, _ = alike.find(handed_in(text, copied(text), id_=id_), [id_])
        assert all(pair.share > 0.85 for pair in pairs)
        assert pairs or len(set(syntax.runs(syntax.tokens(ast.parse(text), set())))) < 2 * alike.SHORTEST


def test_answers_that_were_written_apart_share_less_than_30_percent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide says so: the second solution of each exercise beside every other answer; none is made of it."""
    monkeypatch.setattr(alike, "SHARE", 0.0)  # report all
    shares = []
    for id_ in catalogue.ids():
        for other in sorted(path.stem for path in (ANSWERS / id_).glob("*.py") if path.stem != "second"):
            pairs, _ = alike.find(handed_in(read(id_, "second"), read(id_, other), id_=id_), [id_])
            shares += [pair.share for pair in pairs]
    assert len(shares) > 250
    assert max(shares) < 0.3


E5, E6 = "ch02_sampling_bias/e5_reweight", "ch02_sampling_bias/e6_who_was_chosen"


def test_a_copy_in_a_notebook_or_in_one_file_for_all_is_found() -> None:
    """Both hold other answers, too, and come as the file of every exercise."""
    ids = [ID, E5, E6]
    apart = {id_: read(id_, "solution") for id_ in ids}
    whole = "\n".join(["x = 3\nprint(x)", *(read(id_, "second") for id_ in (ID, E6)), copied(apart[E5])])
    given_ = [
        Submission("ada", {id_: text.encode() for id_, text in apart.items()}),
        Submission("bob", {id_: read(id_, "second").encode() for id_ in (E5,)}),
        Submission("eve", dict.fromkeys(ids, whole.encode())),
    ]
    (pair,), _ = alike.find(given_, ids)
    assert (pair.first, pair.second, pair.stands_out) == ("ada", "eve", False)
    assert [(one.exercise, one.share > 0.85) for one in pair.exercises if one.stands_out] == [(E5, True)]
    assert pair.share < alike.SHARE


def test_only_what_the_stub_defines_and_what_that_uses_is_compared() -> None:
    wanted = "if X:\n    def g(): return h\nh = 1\nf = lambda: g()\n"
    text = f"def other():\n    return f()\n{wanted}for i in h: other()\nf.x = 2\n"
    tree = syntax.part_of(ast.parse(text), {"f"})
    assert ast.unparse(tree) == ast.unparse(ast.parse(wanted))
    assert len(syntax.part_of(ast.parse(text), {"misspelt"}).body) == 6


def test_lines_that_are_shared_are_named() -> None:
    text = read(ID, "solution")
    changed = text.replace("return p - q - below, p - q + above", "return sorted([p - q - below, p - q + above])")
    (pair,), _ = alike.find(handed_in(text, changed, read(ID, "second")), [ID])
    (shared,) = pair.exercises
    lines = text.splitlines()
    assert 0.7 < pair.share < 1
    assert lines.index("def wilson(k, n):") + 1 in shared.lines[0]
    assert 1 not in shared.lines[0]  # imports
    own = next(number for number, line in enumerate(changed.splitlines(), 1) if "sorted([" in line)
    assert own - 1 in shared.lines[1]


def test_what_the_whole_class_writes_is_no_evidence() -> None:
    text, second = read(ID, "solution"), read(ID, "second")
    pairs, sentences = alike.find(handed_in(*[text] * 12, second, copied(second)), [ID])
    assert pairs == []
    assert sentences == ["ch02 e1: so many answers are alike that no pair stands out."]


def test_a_pair_stands_out_of_a_class_with_a_common_beginning() -> None:
    """All have two functions in common, as after a tutorial; two of them share all the rest, too."""
    tutorial = read("ch02_sampling_bias/e6_who_was_chosen", "solution")
    parts = [read(id_, "second") for id_ in catalogue.ids()[:10]]
    texts = [f"{tutorial}\n{one}" for one in parts]
    pairs, _ = alike.find(handed_in(*texts, copied(texts[3])), [ID])
    assert names(pairs) == [("s03", "s10")]


def test_the_stub_and_the_constants_of_variants_do_not_count() -> None:
    stub = stubs.text(catalogue.load(ID))
    pairs, sentences = alike.find(handed_in(stub, stub.replace("1.959964", "2.5")), [ID])
    assert pairs == []
    assert "too short" in sentences[0]


def test_short_exercises_count_together() -> None:
    ids = [
        "ch01_fair_race/e1_least_confidence",
        "ch03_local_optima/e1_missing_a_cluster",
        "ch01_fair_race/e2_margin_entropy",
    ]
    solution, second = ({id_: read(id_, stem).encode() for id_ in ids[:2]} for stem in ("solution", "second"))
    copy = {id_: copied(content.decode()).encode() for id_, content in solution.items()}
    given_ = [Submission("ada", solution), Submission("bob", second), Submission("cyd", copy)]
    pairs, sentences = alike.find(given_, ids[:2])
    assert names(pairs) == [("ada", "cyd")]
    assert len(sentences) == 2


def test_members_of_one_group_are_not_compared() -> None:
    text = read(ID, "solution")
    given_ = handed_in(text, text, read(ID, "second"))
    assert alike.find(given_, [ID], {"s00": "3", "s01": "3"})[0] == []
    assert names(alike.find(given_, [ID], {"s00": "3", "s01": "4"})[0]) == [("s00", "s01")]
    assert names(alike.find(given_, [ID], {"s00": "", "s01": ""})[0]) == [("s00", "s01")]


def test_a_group_counts_once() -> None:
    """Its members hold the same files; the class does not grow by them, nor do pairs."""
    text, second = read(ID, "solution"), read(ID, "second")
    given_ = handed_in(text, text, copied(text), second, second)
    (pair,), _ = alike.find(given_, [ID], {"s00": "3", "s01": "3", "s03": "4", "s04": "4"})
    assert (pair.first, pair.second) == ("s00", "s02")
    (once,), _ = alike.find([given_[0], given_[2], given_[3]], [ID])
    assert pair == once


@pytest.mark.parametrize(
    "content",
    [
        b"def f(:",
        b"\xff\xfe",
        b"x = 1\0",
        b"(" * 5000,
        b"# " + b"x" * 200_001,
        b"-" * 100_000 + b"1",
        b"# coding: nonsense\n",
    ],
    ids=["syntax", "bytes", "null", "deep", "large", "minus", "coding"],
)
def test_files_that_python_cannot_read_are_left_out_and_counted(content: bytes) -> None:
    text = read(ID, "solution").encode()
    given_ = [Submission("ada", {ID: text}), Submission("bob", {ID: content}), Submission("cyd", {ID: text})]
    pairs, sentences = alike.find(given_, [ID])
    assert names(pairs) == [("ada", "cyd")]
    assert sentences == ["ch02 e1: 1 could not be compared, since Python cannot read them."]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(content: bytes) -> None:
    tree = syntax.parse(content)
    if tree is not None:
        list(syntax.runs(syntax.tokens(tree, set())))


def test_a_huge_number_and_a_long_file_are_read_in_part() -> None:
    tree = syntax.parse(f"x = {'0x' + 'f' * 9000}\n".encode() + b"y = 1\n" * 20_000)
    assert tree is not None
    assert sum(map(len, syntax.tokens(tree, set()))) == syntax.MOST


def test_nothing_handed_in() -> None:
    assert alike.find([], [ID]) == ([], [])
    assert alike.find([Submission("ada", {}), Submission("bob", {})], [ID]) == ([], [])
    assert alike.find([Submission("ada", {ID: b""}), Submission("bob", {ID: b""})], [ID])[0] == []


def test_many_pairs_are_cut_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "SHOWN", 1)
    texts = [read(ID, "solution"), read(ID, "second")]
    pairs, sentences = alike.find(handed_in(*texts, *texts), [ID])
    assert len(pairs) == 1
    assert sentences == ["2 pairs stand out; the 1 that share most are shown."]
