"""
The rival of ``geomap map``: the layers of a geomap page made with folium by hand, as a notebook would.

It gets incidents and states with totals ready made: it reads no report, finds no place, and only draws.
"""

from __future__ import annotations

import html
import sys
from typing import Any

import folium
import geopandas
from geopy.distance import geodesic

COLORS = ["red", "blue", "green", "purple", "orange", "darkred", "cadetblue", "black"]
TAPALPA = (19.94563, -103.75954)


def style_state(feature: dict[str, Any]) -> dict[str, Any]:
    """Colour a state by how many roadblocks it had."""
    count = feature["properties"].get("roadblock_events")
    return {"fillColor": "#d7301f" if count else "#fdd49e", "color": "#555555", "weight": 1, "fillOpacity": 0.6}


def main(incidents: str, states: str, page: str) -> None:
    """Draw the states and a layer an event type, and save the page."""
    found, frame = geopandas.read_file(incidents), geopandas.read_file(states)
    drawn = folium.Map(location=[23.5, -102.0], zoom_start=5)
    tooltip = folium.GeoJsonTooltip(fields=["admin1_name"])
    folium.GeoJson(frame, name="states", style_function=style_state, tooltip=tooltip).add_to(drawn)
    for number, (event_type, rows) in enumerate(found.groupby("event_type")):
        layer = folium.FeatureGroup(name=event_type)
        areas = rows[rows.geometry.notna() & (rows.geom_type != "Point")]
        if len(areas):
            fields = ["event_type", "admin1_name", "status"]
            folium.GeoJson(areas[[*fields, "geometry"]], popup=folium.GeoJsonPopup(fields=fields)).add_to(layer)
        for row in rows[rows["lon"].notna()].itertuples():
            distance = geodesic((row.lat, row.lon), TAPALPA).km
            parts = (event_type, row.place_name, row.date_start, row.killed_best, row.status, f"{distance:.0f} km")
            text = "<br>".join(html.escape(str(p)) for p in parts)
            folium.Marker(
                [row.lat, row.lon],
                popup=folium.Popup(text, max_width=300),
                tooltip=str(row.place_name),
                icon=folium.Icon(color=COLORS[number % len(COLORS)]),
            ).add_to(layer)
        layer.add_to(drawn)
    folium.LayerControl().add_to(drawn)
    drawn.save(page)


if __name__ == "__main__":
    main(*sys.argv[1:])
