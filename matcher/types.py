"""What the engine gives out: plain frozen data, with spans that slice the input as it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["ok", "insufficient_text", "unsupported_language"]
Kind = Literal["descriptor", "expression", "learned", "dense"]
Span = tuple[int, int]
