"""The help's two languages, and wrong use in Italian: Typer speaks English of its own accord."""

from __future__ import annotations

import re
from types import MethodType
from typing import Any

from matcher.messages import pick

_OR = "\x1f"
_CONSTANTS = {
    "DEPRECATED_STRING": "(superato) ",
    "DEFAULT_STRING": "[se manca: {}]",
    "REQUIRED_LONG_STRING": "[obbligatorio]",
    "ARGUMENTS_PANEL_TITLE": "Argomenti",
    "OPTIONS_PANEL_TITLE": "Opzioni",
    "COMMANDS_PANEL_TITLE": "Comandi",
}
_USAGE = (("Usage:", "Uso:"), ("[OPTIONS]", "[OPZIONI]"), ("COMMAND [ARGS]...", "COMANDO [ARGOMENTI]..."))
_HELP = "Mostra questo aiuto ed esce."
_WRONG = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"Missing (?:argument|option|parameter):? (.+)", r"manca \1"),
        (r"No such option:? ?(\S+) \((?:Possible options|Did you mean):? (.+?)\??\)", r"l'opzione \1 non c'è, forse \2"),
        (r"No such option:? ?(\S+) Did you mean (.+)\?", r"l'opzione \1 non c'è, forse \2"),
        (r"No such option:? ?(\S+)", r"l'opzione \1 non c'è"),
        (r"No such command '(.+?)'.*", r"il comando «\1» non c'è"),
        (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"di troppo: \1"),
        (r"Option (.+) requires an argument", r"dopo \1 serve un valore"),
        (r"Option (.+) does not take a value", r"\1 non prende un valore"),
        (r"Invalid value for (.+?): (?:Value error, )?'(.+)' is not one of (.+)", r"\1: «\2» non è fra \3"),
        (r"Invalid value for (.+?): (\S+) is not in the range (.+)", r"\1: \2 è fuori da \3"),
        (r"Invalid value for (.+?): '(.+)' is not a valid (?:integer|int)(?: range)?", r"\1: «\2» non è un numero intero"),
        (r"Invalid value for (.+?): Input should be a valid integer.*", r"\1 vuole un numero intero"),
        (r"Invalid value for (.+?): Input should be less than or equal to (\S+)", r"\1 può essere al più \2"),
        (r"Invalid value for (.+?): Input should be greater than or equal to (\S+)", r"\1 deve essere almeno \2"),
        (r"Invalid value for (.+?): (.+)", r"\1: \2"),
        (r"Invalid value: (.+)", r"\1"),
    )
)  # fmt: skip


def both(it: str, en: str) -> str:
    """A help text in both languages, of which ``translate`` keeps one."""
    return f"{it}{_OR}{en}"


def translate(command: Any, lang: str) -> None:
    """Keep the help texts of ``lang`` in a command, its options and its subcommands."""
    for part in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            if words := getattr(part, name, None):
                setattr(part, name, pick(lang, words.split(_OR)[0], words.split(_OR)[-1]))
    if lang == "it":
        _in_italian(command)
    for child in getattr(command, "commands", {}).values():
        translate(child, lang)


def _in_italian(command: Any) -> None:
    """What Typer adds to the help by itself: titles, the line of usage, the help option."""
    from typer import rich_utils

    for name, words in _CONSTANTS.items():
        if hasattr(rich_utils, name):
            setattr(rich_utils, name, words)
    usage, option = command.get_usage, command.get_help_option

    def get_usage(_: Any, ctx: Any) -> str:
        line: str = usage(ctx)
        for english, italian in _USAGE:
            line = line.replace(english, italian)
        return line

    def get_help_option(_: Any, ctx: Any) -> Any:
        found = option(ctx)
        if found is not None:
            found.help = _HELP
        return found

    command.get_usage = MethodType(get_usage, command)
    command.get_help_option = MethodType(get_help_option, command)


def wrong_use(error: Any, lang: str) -> str:
    """One sentence for wrong use."""
    what = " ".join(str(error.format_message()).split()).rstrip(".")
    if lang == "it":
        found = ((pattern.fullmatch(what), words) for pattern, words in _WRONG)
        what = next((match.expand(words) for match, words in found if match), what)
    name = error.ctx.command_path if error.ctx else "matcher"
    return pick(
        lang, f"Uso errato ({what}): vedere «{name} --help».", f'Wrong use ({what}): see "{name} --help".'
    )
