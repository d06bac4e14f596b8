"""Incidents out: one module a format, independent of each other."""
