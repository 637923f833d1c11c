"""The pretrained pipeline that is fine-tuned: loaded by name or path, reduced to its ``ner``, put back when used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altutor.errors import AltutorError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRecognizer

PIPELINE = "en_core_web_md"
REJECTED = "rejected"  # the span group with spans that an annotator said are no entity


def load_base(source: str | Path = PIPELINE, label: str | None = "ORG") -> Language:
    """Load a pipeline and keep its tokenizer and its ``ner`` alone.

    Where ``ner`` shares a ``tok2vec`` with other components it gets a copy of its own. Spans in the group
    :data:`REJECTED` of a reference text are learnt from as "no entity".

    Parameters
    ----------
    source
        Name of an installed pipeline package, or the folder of a pipeline.
    label
        The entity label that the pipeline must know; None where any will do.

    Returns
    -------
    spacy.language.Language
        A pipeline whose only component is ``ner``.

    Raises
    ------
    AltutorError
        When the pipeline is not installed or not readable, has no ``ner``, or its ``ner`` lacks the label.
    """
    import spacy
    from spacy.pipeline import EntityRecognizer

    try:
        nlp = spacy.load(source)
    except Exception as error:  # spaCy raises OSError, ValueError and others for what it cannot load
        raise AltutorError(_why(source, error)) from error
    if not nlp.has_pipe("ner") or not isinstance(nlp.get_pipe("ner"), EntityRecognizer):
        raise AltutorError(
            f"The pipeline {str(source)!r} has no 'ner' (it has {', '.join(nlp.pipe_names) or 'no component'}): "
            f"choose one with a named entity recogniser, for example --base {PIPELINE}."
        )
    ner = recogniser(nlp)
    if label is not None and label not in ner.labels:
        raise AltutorError(
            f"The 'ner' of {str(source)!r} does not know {label} (it knows {', '.join(ner.labels) or 'no label'}): "
            f"choose a pipeline that does, for example --base {PIPELINE}."
        )
    for name in nlp.component_names:
        if "ner" in getattr(nlp.get_pipe(name), "listener_map", {}):
            nlp.replace_listeners(name, "ner", ["model.tok2vec"])
    for name in nlp.component_names:
        if name != "ner":
            nlp.remove_pipe(name)
    # `incorrect_spans_key` cannot be set on a trained pipeline from outside: loading overwrites it.
    ner.moves.cfg["neg_key"] = REJECTED
    return nlp


def recogniser(nlp: Language) -> EntityRecognizer:
    """Return the ``ner`` of a pipeline."""
    from spacy.pipeline import EntityRecognizer

    ner = nlp.get_pipe("ner")
    assert isinstance(ner, EntityRecognizer)
    return ner


def _why(source: str | Path, error: Exception) -> str:
    reason = " ".join(str(error).split())[:200]
    from spacy.util import is_package

    is_path = Path(source).exists() or len(Path(source).parts) > 1
    if is_path and not Path(source).exists():
        return f"There is no folder {source}: name the folder of a spaCy pipeline, or an installed one, with --base."
    if is_path or is_package(str(source)):
        return (
            f"{source} is not a pipeline that spaCy {_spacy_version()} can load ({reason}): "
            "expected a trained pipeline, a folder with config.cfg and meta.json or a package that fits this spaCy."
        )
    return (
        f"The pipeline {str(source)!r} is not installed: type `python -m spacy download {source}`, "
        "or name another with --base (altutor run also has an offline stand-in: `--data newswire`)."
    )


def _spacy_version() -> str:
    from importlib.metadata import version

    return version("spacy")
