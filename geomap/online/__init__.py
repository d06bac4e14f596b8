"""Names that the gazetteer does not know, asked of an online geocoder: only where a user says so."""
