"""Incident tables in: one module a format, independent of each other."""
