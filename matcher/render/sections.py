"""The sections of a page, in order."""

from __future__ import annotations

from collections import defaultdict

from matcher.explain import contrast as why_not
from matcher.explain import data
from matcher.explain.answers import Evidence
from matcher.explain.contrast import reasons
from matcher.explain.quotes import tidy
from matcher.explain.sentences import sentences
from matcher.framework import Responsibility
from matcher.render.parts import Part, esc, highlighted, short
from matcher.types import Overlap, Span

TERMS = 5
CLAUSES = 6
DUEL = 8
LIGHT = 0.05


def header(part: Part) -> str:
    """Source, label and the sentences that say why."""
    match = part.match
    source = f'<p class="source">{esc(match.source)}</p>' if match.source != "-" else ""
    said = "".join(f"<p>{esc(s)}</p>" for s in sentences(match, part.lang))
    if match.label is None:
        title = part.say("Nessun giudizio", "No judgement")
        return f'<header>{source}<h1>{title}</h1><div class="said">{said}</div></header>'
    skill = f"{part.skill.name} ({part.skill.code})"
    return (
        f'<header>{source}<div class="badge {part.css(match.label)}"><h1>{esc(part.name(match.label))}</h1>'
        f'<div class="soft">{esc(skill)} · {part.say("probabilità", "probability")} '
        f'{esc(part.percent(match.confidence or 0.0))}</div></div><div class="said">{said}</div></header>'
    )


def bars(part: Part) -> str:
    """Probabilities of all labels."""
    rows = "".join(
        f'<span class="{"won" if label == part.match.label else ""}">{esc(part.name(label))}</span>'
        f'<span class="bar {part.css(label)}"><i style="width:{100 * p:.1f}%"></i></span>'
        f'<span class="num {"won" if label == part.match.label else ""}">{esc(part.percent(p))}</span>'
        for label, p in part.match.probabilities.items()
    )
    return f'<div class="bars"><h3>{part.say("Probabilità", "Probabilities")}</h3>{rows}</div>'


def text(part: Part) -> str:
    """The input with its terms marked, and the key."""
    title = part.say("Il testo, con le parole che pesano", "The text, with the words that weigh")
    if part.match.label is None:
        return f'<h2>{part.say("Il testo", "The text")}</h2><div class="ad">{esc(part.match.text)}</div>'
    key = "".join(
        f'<span><mark class="{part.css(label)}" data-short="{esc(short(label))}">{esc(part.name(label))}</mark></span>'
        for label in part.match.probabilities
    )
    grey = part.say(
        "In grigio ciò che conta poco o nulla, con il perché. Più tenue il segno, minore il peso.",
        "Grey is what counts for little or nothing, and why. The fainter the mark, the smaller the weight.",
    )
    return (
        f'<h2>{title}</h2><div class="ad">{part.text()}</div>'
        f'<div class="key" aria-hidden="true">{key}</div><p class="soft">{grey}</p>'
    )


def two_sides(part: Part) -> str:
    """Responsibilities of the label with the words that meet them; other levels folded away."""
    label = part.match.label or ""
    levels = [(str(level.level), level.responsibilities) for level in part.skill.levels]
    own = [entry for entry in levels if entry[0] == label]
    rest = [entry for entry in levels if entry[0] != label]
    made = "".join(_table(part, parts) for _, parts in own)
    folded = "".join(
        f"<details><summary>{esc(part.name(name))}: {_count(part, parts)}</summary>{_table(part, parts)}</details>"
        for name, parts in rest
    )
    title = part.say("Il testo e il quadro, a fronte", "The text and the framework, side by side")
    return f"<h2>{title}</h2>{made}{folded}"


def _count(part: Part, responsibilities: tuple[Responsibility, ...]) -> str:
    spans = {c.responsibility: c.span for c in part.match.coverage}
    found = sum(spans.get(r.id) is not None for r in responsibilities)
    return part.say(
        f"{found} responsabilità su {len(responsibilities)} nel testo",
        f"{found} of {len(responsibilities)} responsibilities in the text",
    )


def _table(part: Part, responsibilities: tuple[Responsibility, ...]) -> str:
    terms: dict[str, list[Overlap]] = defaultdict(list)
    for overlap in part.match.overlaps:
        if overlap.weight >= LIGHT:
            terms[overlap.responsibility or ""].append(overlap)
    heads = (
        part.say("Nel testo", "In the text"),
        part.say("Come si incontrano", "How they meet"),
        part.say("Responsabilità del quadro", "Responsibility in the framework"),
    )
    spans = {c.responsibility: c.span for c in part.match.coverage}
    met = [r for r in responsibilities if spans.get(r.id) or terms[r.id]]
    met.sort(key=lambda r: spans.get(r.id) is None)
    body = "".join(_row(part, r, terms[r.id], spans.get(r.id)) for r in met)
    head = "".join(f"<th>{h}</th>" for h in heads)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if met else ""
    absent = "".join(f"<li>{_framework(part, r, [])}</li>" for r in responsibilities if r not in met)
    if not absent:
        return table
    title = part.say("Non risultano nel testo", "Not found in the text")
    return f'{table}<div class="card absent"><h3>{title}</h3><ul>{absent}</ul></div>'


def _row(part: Part, responsibility: Responsibility, found: list[Overlap], span: Span | None) -> str:
    quote = f'<span class="quote">{part.quoted(tidy(part.slice(span)))}</span>' if span else ""
    chips = "".join(f"<span>{part.mark(o.term, o)} {part.signed(o.weight)}</span>" for o in found[:TERMS])
    terms = f'<span class="terms">{chips}</span>' if chips else ""
    ways = dict.fromkeys(part.kind(o.kind) for o in found[:TERMS])
    if span and not ways:
        ways = dict.fromkeys([part.say("frase vicina", "clause nearby")])
    framework = _framework(part, responsibility, found)
    return f'<tr><td>{quote}{terms}</td><td class="how">{"<br>".join(ways)}</td><td>{framework}</td></tr>'


def _framework(part: Part, responsibility: Responsibility, found: list[Overlap]) -> str:
    """A responsibility in the framework's words, those that the text shares marked."""
    css = part.css(str(responsibility.level))
    words = next(level.text for level in part.skill.levels if level.level == responsibility.level)
    where = sorted({s for o in found if o.kind == "descriptor" for s in o.descriptor_spans})
    marks = ((s, f'<mark class="{css} m" data-short="">{esc(words[s[0] : s[1]])}</mark>') for s in where)
    shown = highlighted(words, responsibility.span, marks)
    return f'<span class="id {css}">{esc(responsibility.id)}</span>{shown}'


def for_and_against(part: Part) -> str:
    """Clauses for and against the label, heaviest first."""
    why, name = reasons(part.match), part.name(part.match.label or "").lower()
    sides = (
        (part.say(f"A favore: {name}", f"For {name}"), why.found),
        (part.say("Contro", "Against"), why.against),
    )
    made = "".join(
        f'<div class="card"><h3>{esc(title)}</h3>{_clauses(part, side)}</div>' for title, side in sides
    )
    title = part.say("Che cosa parla a favore e che cosa contro", "What speaks for and what against")
    return f'<h2>{title}</h2><div class="two">{made}</div>'


def _clauses(part: Part, evidence: tuple[Evidence, ...]) -> str:
    if not evidence:
        return f'<p class="soft">{part.say("Nulla di rilievo.", "Nothing of note.")}</p>'
    items = []
    for e in evidence[:CLAUSES]:
        tie = (
            f' <span class="id {part.css(part.match.label or "")}">{esc(e.responsibility)}</span>'
            if e.responsibility
            else ""
        )
        words = f"{part.quoted(tidy(part.slice(e.span)))}{tie}"
        items.append(f'<li><span class="num">{part.signed(e.weight)}</span><span>{words}</span></li>')
    more = len(evidence) - CLAUSES
    rest = part.say(f"e altre {more} frasi più leggere", f"and {more} lighter clauses") if more > 1 else ""
    return f'<ul>{"".join(items)}</ul><p class="soft">{rest}</p>'


def contrast(part: Part) -> str:
    """Terms that tell the label from the nearest other, on one axis, with what is left over."""
    found = why_not.contrast(part.match)
    top = found.terms[:DUEL]
    rows = [(t.term, t.weight) for t in top]
    rows.append((part.say("altre parole", "other words"), sum(t.weight for t in found.terms[DUEL:])))
    rows.append((part.say("punto di partenza del modello", "where the model starts from"), found.remainder))
    scale = max(abs(weight) for _, weight in rows) or 1.0
    items = "".join(
        f'<li><span>{esc(term)}</span><span class="axis {part.css(found.label if w >= 0 else found.other)}">'
        f'<i style="{"left" if w >= 0 else "right"}:50%;width:{50 * abs(w) / scale:.1f}%"></i></span>'
        f'<span class="num">{part.signed(w)}</span></li>'
        for term, w in rows
    )
    one, two = part.name(found.label).lower(), part.name(found.other).lower()
    title = part.say(f"Perché {one} e non {two}", f"Why {one} and not {two}")
    toward = part.say(
        f"A destra ciò che vale per {one}, a sinistra per {two}.", f"Right is for {one}, left for {two}."
    )
    total = part.say("Differenza dei punteggi", "Difference of the scores")
    return (
        f'<h2>{esc(title)}</h2><p class="soft">{esc(toward)}</p><ul class="duel">{items}'
        f'<li class="sum"><span>{total}</span><span class="num">{part.signed(found.difference)}</span></li></ul>'
    )


def counterfactual(part: Part) -> str:
    """Without what the label would change."""
    if part.match.explainer is None:
        return ""
    found = data.counterfactual(part.match)
    title = part.say("Che cosa farebbe cambiare il giudizio", "What would change the judgement")
    if found is None:
        none = part.say("Nessuna frase tolta lo cambia.", "No clause taken away changes it.")
        return f"<h2>{title}</h2><p>{none}</p>"
    many = len(found.clauses) > 1
    quotes = ", ".join(part.quoted(tidy(part.slice(s))) for s in found.spans)
    then = f"{part.name(found.label).lower()} ({part.percent(found.probabilities[found.label])})"
    said = part.say(
        f"Senza {f'queste {len(found.clauses)} frasi' if many else 'questa frase'} il giudizio sarebbe {then}: ",
        f"Without {f'these {len(found.clauses)} clauses' if many else 'this clause'} it would be {then}: ",
    )
    note = part.say(
        "È l'insieme più piccolo che basta." if found.minimal else "Un insieme più piccolo può esistere.",
        "It is the smallest set that will do." if found.minimal else "A smaller set may exist.",
    )
    return f'<h2>{title}</h2><p>{esc(said)}{quotes}.</p><p class="soft">{note}</p>'


def footer(part: Part) -> str:
    """What made the answer, and whose words the framework's are."""
    model = part.match.model
    made = part.say("Modello", "Model")
    return (
        f"<footer>{made} {esc(model.name)} {esc(model.version)} · {esc(model.pipeline)}<br>"
        f"{esc(part.skill.attribution)}</footer>"
    )
