"""The command line: words to calls, nothing else."""

from matcher.cli.app import main

__all__ = ["main"]
