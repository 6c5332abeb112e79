"""Tokens, lemmas, stems and kinds of words."""
