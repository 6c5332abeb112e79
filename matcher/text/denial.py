"""Which words of a clause are denied: what a text says that the role does not do speaks for nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.language.lexemes import LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import fold
from matcher.text.parse import Parsed

Ints = NDArray[np.int64]
_PLAIN, _CUE, _WITHOUT, _KEEPS, _BUT, _WHO, _DUTY = range(7)
_REACH = 5
_NEAR = 2
_FORMS = {
    _CUE: "non nessun nessuno nessuna alcun alcuno alcuna né neppure nemmeno neanche privo priva privi prive",
    _WITHOUT: "senza",
    # "non solo", "non vediamo l'ora", "senza limiti": words after which nothing is denied.
    _KEEPS: """solo soltanto solamente meno appena oltre necessariamente esitare esita perdere mancare manca mancano
    vediamo ancora limiti limitiamo limita limitarsi limite basta accontenti accontentiamo accontenta semplice semplicemente
    fermarsi fermiamo ferma conformita""",
    _BUT: "ma bensi pero",
    _WHO: "chi",
}
_DUTIES = tuple(
    """respons obiettiv compit mansion attivi autonom funzion deleg coordin gesti guida direzion dirig ruolo budget
    vend target quot collabor agent portafogl trattativ relazion client contrat offert negoz decision decid strateg
    firm forecast rete reti team squadr person prezz scont ordin tratta listin provvig defini commerc mercat""".split()
)


class DenialFinder:
    """Finds denied words for one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._kinds = {form: kind for kind, forms in _FORMS.items() for form in forms.split()}
        self._table = LexemeTable(language.lexemes, self._row, 1)

    def _row(self, lexeme: int) -> tuple[int]:
        form = self._language.lexemes.forms[lexeme]
        folded = form if form == "né" else fold(form)
        kind = self._kinds.get(folded)
        return (kind if kind is not None else _DUTY if folded.startswith(_DUTIES) else _PLAIN,)

    def find(self, parsed: Parsed) -> NDArray[np.bool_]:
        """Whether each token is denied: a cue and those after it, to the end of its clause or to "ma". Shape (tokens,)."""
        denied = np.zeros(len(parsed.lexemes), dtype=np.bool_)
        kinds = self._table.rows()[parsed.lexemes, 0]
        for at in np.flatnonzero((kinds == _CUE) | (kinds == _WITHOUT)).tolist():
            end = int(parsed.first[parsed.clause_of[at] + 1])
            after = kinds[at + 1 : end].tolist()
            scope = after[: after.index(_BUT)] if _BUT in after else after
            if kinds[max(at - 1, 0)] != _WHO and _denies(int(kinds[at]), scope):
                denied[at : at + 1 + len(scope)] = True
        return denied


def _denies(cue: int, scope: list[int]) -> bool:
    """Whether a cue denies a duty in the words after it; "nessuna offerta esce senza la sua firma" does not."""
    double = cue == _CUE and _WITHOUT in scope
    return not double and _KEEPS not in scope[:_NEAR] and _DUTY in scope[:_REACH]
