"""A base is loaded by name or path, and refused in one sentence where it will not do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from altutor.data.corpus import Corpus
from altutor.errors import AltutorError
from altutor.ner.base import REJECTED, load_base, recogniser
from altutor.ner.entities import predict

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example


def blank(folder: Path, label: str | None) -> Path:
    """Save a pipeline without ``ner``, or with an untrained one that knows one label."""
    import spacy

    nlp = spacy.blank("en")
    if label:
        nlp.add_pipe("ner").add_label(label)
        nlp.initialize()
    nlp.to_disk(folder)
    return folder


def one_sentence(error: pytest.ExceptionInfo[AltutorError]) -> str:
    message = str(error.value)
    assert "\n" not in message
    return message


def test_a_folder_is_loaded_by_its_path_as_text_or_as_path(toy_folder: Path) -> None:
    assert load_base(toy_folder).component_names == ["ner"]
    assert load_base(str(toy_folder)).meta["name"] == "toy_news"


def test_a_pipeline_that_is_not_installed_names_the_download_and_the_offline_stand_in() -> None:
    with pytest.raises(AltutorError) as error:
        load_base("en_no_such_pipeline")
    message = one_sentence(error)
    assert "'en_no_such_pipeline' is not installed" in message
    assert "`python -m spacy download en_no_such_pipeline`" in message
    assert "`--data newswire`" in message


def test_a_pipeline_without_ner_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="has no 'ner'"):
        load_base(blank(tmp_path / "bare", None))


def test_a_component_called_ner_that_is_no_recogniser_is_refused(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler", name="ner")
    nlp.to_disk(tmp_path / "ruler")
    with pytest.raises(AltutorError, match="has no 'ner'"):
        load_base(tmp_path / "ruler")


def test_a_ner_without_the_label_is_refused_and_says_what_it_knows(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"does not know ORG \(it knows FOOD\)"):
        load_base(blank(tmp_path / "food", "FOOD"))


def test_another_label_can_be_asked_for(tmp_path: Path) -> None:
    assert recogniser(load_base(blank(tmp_path / "food", "FOOD"), label="FOOD")).labels == ("FOOD",)


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"is not a pipeline that spaCy .* can load") as error:
        load_base(tmp_path)
    assert str(tmp_path) in one_sentence(error)
    assert "download" not in str(error.value)


def test_a_damaged_pipeline_is_refused(toy_folder: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(toy_folder, broken)
    (broken / "ner" / "model").write_bytes(b"not a model")
    with pytest.raises(AltutorError, match="is not a pipeline"):
        load_base(broken)


def test_a_ner_that_shares_its_tok2vec_is_freed_from_the_other_components_and_finds_the_same(
    tmp_path: Path, toy_corpus: Corpus
) -> None:
    import spacy
    from toy import ORGS, make_texts, ner_config, tok2vec, train_on

    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 32, "upstream": "*"}
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": tok2vec()})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}})
    nlp.add_pipe("ner", config=ner_config(listener))
    nlp.add_pipe("sentencizer")
    train_on(nlp, make_texts(3, range(60), ORGS), epochs=10)
    nlp.to_disk(tmp_path / "sharing")

    texts = [text.text for text in toy_corpus.heldout]
    # The sentencizer comes after `ner`, so it has no say in the entities.
    whole = [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)]
    alone = load_base(tmp_path / "sharing")
    assert sum(map(len, whole)) > 20
    assert alone.component_names == ["ner"]
    assert predict(alone, [alone.make_doc(text) for text in texts]) == whole


def rejecting(nlp: Language, corpus: Corpus) -> Example:
    """Return an example of which nothing is known but that one span that the pipeline finds is no ORG."""
    from spacy.tokens import Span
    from spacy.training import Example

    for text in corpus.pool:
        doc = nlp.make_doc(text.text)
        found = [entity for entity in predict(nlp, [doc])[0] if entity[2] == "ORG"]
        if found:
            reference = doc.copy()
            reference.set_ents([], default="missing")
            reference.spans[REJECTED] = [Span(reference, *found[0][:2], label="ORG")]
            return Example(doc, reference)
    raise AssertionError("the toy pipeline finds no ORG in the pool")


def finds_the_rejected_span(nlp: Language, example: Example) -> bool:
    span = example.reference.spans[REJECTED][0]
    return (span.start, span.end, "ORG") in predict(nlp, [example.predicted.copy()])[0]


def test_rejected_spans_are_learnt_from_after_load_base(base: Language, toy_corpus: Corpus) -> None:
    example = rejecting(base, toy_corpus)
    assert finds_the_rejected_span(base, example)
    optimizer = base.create_optimizer()
    for _ in range(30):
        base.update([example], sgd=optimizer)
    assert not finds_the_rejected_span(base, example)


def test_without_load_base_rejected_spans_teach_nothing(toy_folder: Path, toy_corpus: Corpus) -> None:
    import spacy

    nlp = spacy.load(toy_folder)
    example = rejecting(nlp, toy_corpus)
    optimizer = nlp.create_optimizer()
    for _ in range(30):
        nlp.update([example], sgd=optimizer)
    assert finds_the_rejected_span(nlp, example)


def run(*command: str, **variables: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | variables, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_pipeline_package_is_loaded_by_its_name(toy_folder: Path, tmp_path: Path) -> None:
    built, site = tmp_path / "built", tmp_path / "site"
    built.mkdir()
    run(sys.executable, "-m", "spacy", "package", str(toy_folder), str(built), "--build", "none")
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-build-isolation", "--no-deps"]
    run(*pip, "--target", str(site), str(built / "en_toy_news-1.0.0"))
    # A process of its own: this one must not keep the package once the test is over.
    program = """
import json
from altutor.experiments import Options, plan
from altutor.ner.base import load_base

print(load_base("en_toy_news").component_names)
print(json.dumps(plan("ag-news-org", Options(data="newswire", base="en_toy_news")).config["base"]))
"""
    path = os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH"))))
    printed = run(sys.executable, "-c", program, PYTHONPATH=path)
    assert printed.startswith("['ner']\n")
    assert '"name": "en_toy_news", ' in printed
    assert '"version": "1.0.0"' in printed
