"""From parsed text to scores: terms, expressions, concepts, the linear head, and when to decline."""
