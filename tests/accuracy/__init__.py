"""Scores the shipped program on corpora that are passed by path: ``python -m tests.accuracy DIR``."""
