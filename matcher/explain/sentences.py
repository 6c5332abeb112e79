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
from matcher.messages import pick

Floats = NDArray[np.float64]
ABSENT = 0.2
NOTABLE = 0.25
LURES = {"report": 0.2, "prospect": 0.2, "past": 0.5, "company": 1.0}
NEAR = 0.05
ASIDE = {
    "report": ("linea di riporto", "reporting line"),
    "prospect": ("prospettiva di carriera", "career prospect"),
    "company": ("presentazione dell'azienda", "about the company"),
    "past": ("esperienza passata", "past experience"),
    "offer": ("offerta", "offer"),
    "other": ("altro", "other"),
}


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
    if match.status == "unsupported_language":
        return pick(
            lang,
            "Nessun giudizio: il testo non è in italiano, e il modello legge solo l'italiano.",
            "No judgement: the text is not in Italian, and the model reads Italian only.",
        )
    return pick(
        lang,
        "Nessun giudizio: il testo dice troppo poco di ciò che il ruolo fa.",
        "No judgement: the text says too little of what the role does.",
    )


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
        head = self.heading()
        if doing:
            said = f"{head}: {self.say('il ruolo', 'the role')} {self.listed(doing)}"
            return f"{said}; {self._weighs_too(more)}." if more else f"{said}."
        if self.label in self.phrases:
            said = f"{head}: {self.phrases[self.label].does}"
            return f"{said}, {self._as_shown(more)}." if more else f"{said}."
        if not more:
            return self.say(
                f"{head}, senza indizi netti nel testo.", f"{head}, with no clear sign in the text."
            )
        points = self.say("lo indica soprattutto", "the main sign is")
        if len(more) > 1:
            points = self.say("lo indicano soprattutto", "the main signs are")
        return f"{head}: {points} {self.listed(more)}."

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

    def _weighs_too(self, more: list[str]) -> str:
        many, listed = len(more) > 1, self.listed(more)
        return self.say(
            f"{'pesano' if many else 'pesa'} anche {listed}", f"{listed} also {'weigh' if many else 'weighs'}"
        )

    def _as_shown(self, more: list[str]) -> str:
        verb = self.say("come mostrano" if len(more) > 1 else "come mostra", "as shown by")
        return f"{verb} {self.listed(more)}"

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
        name = self.name(other)
        if len(missing) > 1:
            said = self.say(
                f"Non {name}: nel testo non risultano né {missing[0]} né {missing[1]}",
                f"Not {name}: the text shows neither {missing[0]} nor {missing[1]}",
            )
        else:
            said = self.say(
                f"Non {name}: nel testo non risulta {missing[0]}",
                f"Not {name}: the text does not show {missing[0]}",
            )
        if pushes:
            said += self.say(
                f"; {pushes[0]} va in quella direzione, ma non basta",
                f"; {pushes[0]} points there, but is not enough",
            )
        return said + "."

    def _told_apart(self, other: str, tells: list[str], pushes: list[str], first: bool) -> str:
        """``first`` says whether nothing tells the two labels apart more than the quote does."""
        if not tells:
            if not pushes:
                return ""
            return self.say(
                f"Verso {self.towards(other)} spinge {pushes[0]}, ma non basta.",
                f"Towards {self.name(other)} points {pushes[0]}, but it is not enough.",
            )
        much = self.say("soprattutto", "above all") if first else self.say("anche", "also")
        if other == "none":
            said = self.say(
                f"A tenerlo nella scala è {much} {tells[0]}",
                f"What keeps it on the scale is {much} {tells[0]}",
            )
            turn = self.say("parla d'altro", "speaks of something else")
        else:
            said = self.say(
                f"Dal {self.name(other)} lo distingue {much} {tells[0]}",
                f"What tells it from {self.name(other)} is {much} {tells[0]}",
            )
            turn = self.say("farebbe pensare a quello", "points there")
        if pushes:
            said += self.say(f", anche se {pushes[0]} {turn}", f", although {pushes[0]} {turn}")
        return said + "."

    def _nearest_to_sales(self, other: str) -> str:
        """For a text that is not of sales: what comes nearest to it."""
        stated = [c for c in self.match.coverage if c.span is not None]
        found = max(stated, key=lambda c: c.similarity, default=None)
        if found is None:
            return self.say(
                "Nessuna delle responsabilità del quadro risulta con chiarezza dal testo.",
                "None of the framework's responsibilities shows clearly in the text.",
            )
        at = next(i for i, c in enumerate(self.match.clauses) if c.span == found.span)
        quotes = self.fresh([at], -against(self.match, other), 1)
        if not quotes:
            return ""
        if self.match.probabilities[other] >= NEAR:
            return self.say(
                f"Il più vicino sarebbe il {self.name(other)} ({self.percent(other)}), per {quotes[0]}, ma non basta.",
                f"The nearest would be {self.name(other)} ({self.percent(other)}), for {quotes[0]}, but it is not enough.",
            )
        return self.say(
            f"La frase più vicina alle responsabilità del quadro è {quotes[0]}, ma da sola non basta.",
            f"What comes nearest to the framework's responsibilities is {quotes[0]}, but that alone is not enough.",
        )

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
                said.append(f"{words[0]} ({self.say(*ASIDE[self.match.clauses[i].role])})")
        if not said:
            return ""
        return self.say(
            f"{'Contano' if len(said) > 1 else 'Conta'} poco o nulla {self.listed(said)}.",
            f"{self.listed(said)} {'count' if len(said) > 1 else 'counts'} for little or nothing.",
        )
