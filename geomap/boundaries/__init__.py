"""Polygons of first and second divisions: points and places joined to them, and totals by state."""
