"""Times geomap beside its rivals: ``python -m tests.benchmarks``."""
