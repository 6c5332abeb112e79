"""A Match as one page that stands alone: no script, nothing fetched, every word of the input escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matcher.explain.data import MatchData
from matcher.explain.sentences import sentences
from matcher.render import sections
from matcher.render.career import Jobs, jobs_of
from matcher.render.parts import Part
from matcher.render.style import CSS, PAGE
from matcher.render.template import rendered


def page(matches: Sequence[MatchData], lang: str = "it") -> str:
    """A whole document for one match or many, in ``it`` or ``en``."""
    return rendered("page.html", lang, views=[View(m, lang) for m in matches], style=f"{PAGE}{CSS}")


def fragment(match: MatchData, lang: str = "it") -> str:
    """The same for a notebook: style and content, without the document around them."""
    return rendered("fragment.html", lang, view=View(match, lang), style=CSS)


@dataclass(frozen=True)
class View:
    """What ``templates/match.html`` shows of a match, made where it is asked for."""

    match: MatchData
    lang: str

    @cached_property
    def part(self) -> Part:
        """The match with its words."""
        return Part(self.match, self.lang)

    @property
    def source(self) -> str:
        """Where the text came from; nothing for standard input."""
        return self.match.source if self.match.source != "-" else ""

    @property
    def label(self) -> str | None:
        """The label, None where the text was declined."""
        return self.match.label

    @property
    def css(self) -> str:
        """The class of the label's hue."""
        return self.part.css(self.match.label or "")

    @property
    def name(self) -> str:
        """The label as a title."""
        return self.part.name(self.match.label or "")

    @property
    def percent(self) -> str:
        """The label's probability."""
        return self.part.percent(self.match.confidence or 0.0)

    @property
    def skill_name(self) -> str:
        """Name and code of the skill."""
        return f"{self.part.skill.name} ({self.part.skill.code})"

    @property
    def sentences(self) -> tuple[str, ...]:
        """Why, in words."""
        return sentences(self.match, self.lang)

    @property
    def text(self) -> str:
        """The input."""
        return self.match.text

    @property
    def explained(self) -> bool:
        """Whether there are reasons."""
        return bool(self.match.clauses)

    @cached_property
    def bars(self) -> tuple[sections.Bar, ...]:
        """Probabilities."""
        return sections.bars(self.part)

    @property
    def path(self) -> Jobs | None:
        """The jobs of a CV."""
        return jobs_of(self.part) if self.match.path else None

    @property
    def blocks(self) -> tuple[sections.Block, ...]:
        """The marked text."""
        return sections.blocks(self.part)

    @property
    def levels(self) -> tuple[sections.LevelTable, ...]:
        """Text and framework side by side."""
        return sections.levels(self.part)

    @property
    def sides(self) -> tuple[sections.Side, sections.Side]:
        """For and against."""
        return sections.sides(self.part)

    @property
    def contrast(self) -> sections.Duel:
        """Why not the other label."""
        return sections.duel(self.part)

    @property
    def counterfactual(self) -> sections.Change | None:
        """What would change the label."""
        return sections.change(self.part)

    @property
    def model(self) -> str:
        """What made the answer."""
        model = self.match.model
        return f"{model.name} {model.version} · {model.pipeline}"

    @property
    def attribution(self) -> str:
        """Whose words the framework's are."""
        return self.part.skill.attribution
