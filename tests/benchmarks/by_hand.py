"""
The rival of ``speed.py``: the layers of a geomap page made with folium by hand, as a notebook would.

It writes what ``geomap map`` writes: the page, the incidents, and the states with their totals. It gets the incidents
ready made, so it reads no report and finds no place.
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
    """Join incidents to states, total them, write both, draw a layer an event type, and save the page."""
    found = geopandas.read_file(incidents)
    polygons = geopandas.read_file(states)[["admin1_name", "admin1_code", "geometry"]]
    placed = geopandas.GeoDataFrame(found, geometry=geopandas.points_from_xy(found["lon"], found["lat"]), crs=4326)
    joined = placed[["event_type", "n_events_best", "geometry"]].sjoin(polygons, predicate="within")
    totals = joined.pivot_table(index="admin1_code", columns="event_type", values="n_events_best", aggfunc="sum")
    frame = polygons.merge(totals.add_suffix("_events"), on="admin1_code", how="left")
    frame.to_file(f"{page}.states.geojson", driver="GeoJSON")
    found.to_file(f"{page}.geojson", driver="GeoJSON")
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
