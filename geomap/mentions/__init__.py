"""From a report to its place mentions."""
