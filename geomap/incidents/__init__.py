"""From a report and its resolved places to incidents."""
