"""The errors a user can meet: each is one sentence that says what is wrong, where, and the mend."""

from __future__ import annotations


class MatcherError(Exception):
    """Base of every error raised on purpose; its text is meant for the user.

    ``it`` and ``en`` are the same sentence in both languages of the command line.
    """

    def __init__(self, it: str, en: str) -> None:
        super().__init__(en)
        self.it = it
        self.en = en

    def __reduce__(self) -> tuple[type[MatcherError], tuple[str, str]]:
        return type(self), (self.it, self.en)

    def say(self, lang: str) -> str:
        """The sentence in ``lang`` (``it`` or ``en``)."""
        return self.it if lang == "it" else self.en


class DataError(MatcherError):
    """A file under ``corpus/`` or ``models/`` (or a user's own) is missing or malformed."""


class DocumentError(MatcherError):
    """An input document cannot be read."""


class InputError(MatcherError, ValueError):
    """Texts or labels given to the library are not what they must be."""


class PipelineError(MatcherError):
    """A language pipeline was asked for and is not there."""
