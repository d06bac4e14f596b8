"""Dates and times in a text: as written, and as days of the calendar."""
