"""From news reports to a sourced, filterable, offline incident map."""

__version__ = "0.1.0"
