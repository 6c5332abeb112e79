"""Corpus, fitting and the roles of clauses: what turns labelled texts into a model."""
