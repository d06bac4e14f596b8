"""Incidents of many reports to one incident an event."""
