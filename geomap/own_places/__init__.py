"""Places of a user's own, added to the shipped gazetteer: one index, kept in the user's cache."""
