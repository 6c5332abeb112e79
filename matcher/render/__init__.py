"""How a Match looks: on a terminal, as JSON."""
