"""Says in two or three plain sentences why a text got its label, by templates, in the text's own words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.engine.knowledge import SET_ASIDE_BELOW
from matcher.engine.linker import LINKED_ROLES
from matcher.explain.answers import Evidence
from matcher.explain.contrast import (
    against,
    against_rest,
    by_clause,
    nearest_other,
    reasons,
)
from matcher.explain.data import MatchData
from matcher.explain.teller import Teller
from matcher.messages import tell

Floats = NDArray[np.float64]
ABSENT = 0.2
NOTABLE = 0.25
LURES = {"report": 0.2, "prospect": 0.2, "past": 0.5, "company": 1.0}
NEAR = 0.05


def sentences(match: MatchData, lang: str = "it", *, aside: bool = True) -> tuple[str, ...]:
    """See ``Match.sentences``; without ``aside`` they are the same for a match from another process."""
    if match.label is None:
        return (_declined(match, lang),)
    teller = _Why(match, lang)
    if not match.clauses:
        return (teller.heading() + ".",)
    said = (teller.verdict(), teller.contrast(), teller.aside() if aside else "")
    return tuple(s for s in said if s)


def _declined(match: MatchData, lang: str) -> str:
    return tell("why.foreign" if match.status == "unsupported_language" else "why.too_little", lang)


class _Why(Teller):
    """Why one match got its label."""

    def verdict(self) -> str:
        """What speaks for the label."""
        direction = against_rest(self.match)
        found = [e for e in reasons(self.match).found if self.counts(e.clause)]
        tied = self._tied(found)
        strong = [e for e in found if e.weight >= NOTABLE * found[0].weight]
        doing = []
        for e in tied[:2]:
            words = self.fresh([e.clause], direction, 1)
            if words and e.responsibility:
                doing.append(f"{self.phrases[e.responsibility].does} ({words[0]})")
        more = self.fresh((e.clause for e in strong if e not in tied[:2]), direction, 3 - len(doing))
        head, many = self.heading(), "_many" if len(more) > 1 else ""
        if doing:
            key = f"why.role_and{many}" if more else "why.role"
            return self.tell(key, head=head, doing=self.listed(doing), more=self.listed(more))
        if self.label in self.phrases:
            key = f"why.whole_and{many}" if more else "why.whole"
            return self.tell(key, head=head, does=self.phrases[self.label].does, more=self.listed(more))
        key = f"why.signs{many}" if more else "why.signs_none"
        return self.tell(key, head=head, more=self.listed(more))

    def counts(self, clause: int) -> bool:
        """Whether a clause may be quoted as a reason: a title or a duty that is not set aside."""
        told = self.match.clauses[clause]
        return told.weight >= SET_ASIDE_BELOW and told.role in LINKED_ROLES

    def _tied(self, found: list[Evidence]) -> list[Evidence]:
        """Evidence that states responsibilities of the label, one for each."""
        result: dict[str, Evidence] = {}
        for e in found:
            if e.responsibility and e.role != "title":
                result.setdefault(e.responsibility, e)
        return list(result.values())

    def contrast(self) -> str:
        """Why not the nearest other label."""
        other = nearest_other(self.match)
        if self.label == "none":
            return self._nearest_to_sales(other)
        direction = against(self.match, other)
        weights = by_clause(self.match, direction)
        counted = [i for i in range(len(self.match.clauses)) if self.counts(i)]
        labels = list(self.match.probabilities)
        missing = self._missing(other) if labels.index(other) > labels.index(self.label) else []
        pushes: list[str] = []
        if self.match.probabilities[other] >= NEAR:
            least = max(0.15, NOTABLE * float(weights.max(initial=0.0)))
            theirs = sorted((i for i in counted if weights[i] < -least), key=lambda i: weights[i])
            pushes = self.fresh(theirs, direction, 1)
        if missing:
            return self._lacks(other, missing, pushes)
        least = NOTABLE * max(weights.max(initial=0.0), 0.2)
        ours = sorted((i for i in counted if weights[i] >= least), key=lambda i: -weights[i])
        first = bool(ours) and self.quote(ours[0], direction)[1] not in self.quoted
        tells = self.fresh(ours, direction, 1)
        return self._told_apart(other, tells, pushes, first)

    def _missing(self, other: str) -> list[str]:
        """Telling responsibilities of ``other`` that are not in the text, as noun phrases."""
        absent = {c.responsibility for c in self.match.coverage if c.span is None and c.similarity < ABSENT}
        order = [r for r in self.phrases if r.startswith(f"{other}.") and r in absent]
        return [self.phrases[r].thing for r in order][:2]

    def _lacks(self, other: str, missing: list[str], pushes: list[str]) -> str:
        key = f"why.lacks{'_many' if len(missing) > 1 else ''}{'_push' if pushes else ''}"
        push = pushes[0] if pushes else ""
        return self.tell(key, other=self.name(other), one=missing[0], two=missing[-1], push=push)

    def _told_apart(self, other: str, tells: list[str], pushes: list[str], first: bool) -> str:
        """``first`` says whether nothing tells the two labels apart more than the quote does."""
        if not tells and not pushes:
            return ""
        none, push = "_none" if other == "none" else "", "_push" if pushes else ""
        much = self.tell("why.above_all" if first else "why.also")
        return self.tell(
            f"why.apart{none}{push}" if tells else f"why.push{none}",
            other=self.name(other),
            much=much,
            tell="".join(tells),
            push="".join(pushes),
        )

    def _nearest_to_sales(self, other: str) -> str:
        """For a text that is not of sales: what comes nearest to it."""
        stated = [c for c in self.match.coverage if c.span is not None]
        found = max(stated, key=lambda c: c.similarity, default=None)
        if found is None:
            return self.tell("why.nothing_stated")
        at = next(i for i, c in enumerate(self.match.clauses) if c.span == found.span)
        quotes = self.fresh([at], -against(self.match, other), 1)
        if not quotes:
            return ""
        key = "why.nearest_label" if self.match.probabilities[other] >= NEAR else "why.nearest_clause"
        return self.tell(key, other=self.name(other), p=self.percent(other), quote=quotes[0])

    def aside(self) -> str:
        """Clauses that would mislead if they counted, and that count little or nothing."""
        if self.match.explainer is None:
            return ""
        total = self.match.explainer.ungated(self.match.text)
        ours = list(self.match.probabilities).index(self.label)
        lures = []
        for i, clause in enumerate(self.match.clauses):
            lure = float(total[i].max() - total[i, ours])
            if clause.weight < SET_ASIDE_BELOW and clause.role in LURES and lure >= LURES[clause.role]:
                lures.append((lure, i))
        lures.sort(reverse=True)
        said = []
        for _, i in lures[:2]:
            direction = total[i] - total[i].mean()
            words = self.fresh([i], direction, 1)
            if words:
                role = self.tell(f"role.{self.match.clauses[i].role}")
                said.append(f"{words[0]} ({role})")
        if not said:
            return ""
        return self.tell("why.aside_many" if len(said) > 1 else "why.aside", clauses=self.listed(said))
