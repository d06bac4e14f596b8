"""GeoDataFrames in and out, for users of geopandas: what ``geomap`` gives under its own name."""
