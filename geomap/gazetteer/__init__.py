"""The gazetteer: an index of places that is mapped into memory, and its search."""
