"""Measurements: ``python -m tests.bench`` prints medians and ratios of one run, as a table and as JSON."""
