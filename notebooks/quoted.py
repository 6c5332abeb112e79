"""Figures that the prose of a notebook may quote."""

from __future__ import annotations

from typing import Any

from IPython.display import display

MIME = "application/vnd.sale-matcher.figures+json"


def quoted(**figures: float | int | str) -> None:
    """Show ``figures`` and leave them where ``python -m tests.notebooks`` finds them."""
    plain: dict[str, Any] = {k: v.item() if hasattr(v, "item") else v for k, v in figures.items()}
    width = max(map(len, plain))
    lines = [
        f"{k:{width}}  {v:.3f}" if isinstance(v, float) else f"{k:{width}}  {v}" for k, v in plain.items()
    ]
    display({MIME: plain, "text/plain": "\n".join(lines)}, raw=True)
