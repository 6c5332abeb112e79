"""The spaCy way: ``nlp.add_pipe("sale_matcher")`` sets ``doc._.sale_match`` and a span group of that name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from functools import cached_property
from itertools import tee
from typing import TYPE_CHECKING, Any

import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc

from matcher.match import Match
from matcher.types import (
    Alignment,
    Caution,
    Clause,
    Contribution,
    Coverage,
    ModelInfo,
    Overlap,
    SetAside,
    Step,
)

if TYPE_CHECKING:
    from matcher.model import Matcher

NAME = "sale_match"
_PARTS: dict[str, type[Any]] = {
    "contributions": Contribution,
    "overlaps": Overlap,
    "alignments": Alignment,
    "clauses": Clause,
    "coverage": Coverage,
    "set_aside": SetAside,
    "path": Step,
    "warnings": Caution,
}


class SaleMatcher:
    """A pipe that scores each Doc's text; ``detail`` is ``none``, ``terms`` or ``full``."""

    def __init__(self, path: str | None, pipeline: str, detail: str) -> None:
        self.path = path
        self.pipeline = pipeline
        self.detail = detail
        if not Doc.has_extension(NAME):
            Doc.set_extension(NAME, default=None)

    @cached_property
    def matcher(self) -> Matcher:
        """Loaded with the first Doc, so that adding the pipe costs nothing."""
        from matcher.model import Matcher

        return Matcher.load(self.path, pipeline=self.pipeline)

    def __call__(self, doc: Doc) -> Doc:
        """Score one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Score a stream of Docs in batches."""
        kept, read = tee(docs)
        matches = self.matcher.match_many((d.text for d in read), detail=self.detail, batch_size=batch_size)
        for doc, match in zip(kept, matches, strict=True):
            doc._.set(NAME, match)
            spans = [(span, o.label) for o in match.overlaps for span in o.spans]
            shown = [doc.char_span(*span, label=label, alignment_mode="expand") for span, label in spans]
            doc.spans[NAME] = [span for span in shown if span is not None]
            yield doc


@Language.factory(
    "sale_matcher",
    assigns=[f"doc._.{NAME}", "doc.spans"],
    default_config={"path": None, "pipeline": "auto", "detail": "full"},
)
def make(nlp: Language, name: str, path: str | None, pipeline: str, detail: str) -> SaleMatcher:
    """The factory; ``path`` is a folder that ``Matcher.save`` wrote, ``pipeline`` the Matcher's own."""
    return SaleMatcher(path, pipeline, detail)


@srsly.msgpack_encoders(NAME)  # type: ignore[untyped-decorator]
def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Let ``Doc.to_bytes``, ``DocBin`` and ``nlp.pipe(n_process=2)`` carry a Match, as JSON.

    What came with it from its model, such as the counterfactual, stays behind.
    """
    if isinstance(value, Match):
        return {NAME: json.dumps(asdict(replace(value, skill=None, explainer=None)))}
    return value if chain is None else chain(value)


@srsly.msgpack_decoders(NAME)  # type: ignore[untyped-decorator]
def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """The Match that ``encode`` wrote."""
    if isinstance(value, dict) and isinstance(value.get(NAME), str):
        fields = json.loads(value[NAME])
        for name, part in _PARTS.items():
            fields[name] = tuple(_rebuilt(part, item) for item in fields[name])
        return Match(**{**fields, "model": ModelInfo(**fields["model"])})
    return value if chain is None else chain(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


def _rebuilt(part: Any, item: Any) -> Any:
    """A part of a match from what it was packed as: a map, or a row where it is a named tuple."""
    if isinstance(item, dict):
        return part(**{k: _frozen(v) for k, v in item.items()})
    return part(*map(_frozen, item))
