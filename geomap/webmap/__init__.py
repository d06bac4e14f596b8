"""Layers to one HTML file that needs no network; the only importer of folium."""
