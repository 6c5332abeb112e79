"""The HTML templates: every value that a page shows is escaped there and nowhere else."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.messages import tell

if TYPE_CHECKING:
    from jinja2 import Environment

_UNSHOWN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), 0xFFFD
)


def rendered(name: str, lang: str, **values: Any) -> str:
    """The template ``name`` filled in; ``tell`` gives it the sentences of ``lang``."""
    return _environment().get_template(name).render(lang=lang, tell=partial(_tell, lang), **values)


def source(name: str) -> str:
    """A style or script that goes into a page as it is."""
    return (_folder() / name).read_text(encoding="utf-8")


def _tell(lang: str, key: str, /, **values: object) -> str:
    return tell(key, lang, **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["source"] = source
    return made


def _folder() -> Path:
    return Path(__file__).with_name("templates")


def _shown(value: Any) -> Any:
    """A value as a page can hold it: characters that it cannot become U+FFFD, and nothing stands for None."""
    if value is None:
        return ""
    return value.translate(_UNSHOWN) if type(value) is str else value
