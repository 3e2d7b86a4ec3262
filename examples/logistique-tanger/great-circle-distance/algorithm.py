# Distance between two places along the surface of a sphere, by the haversine formula.
from math import atan2, cos, radians, sin, sqrt


def run(input, data):
    radius = data["data/earth.json"]["meanRadiusKm"]
    start, end = input["from"], input["to"]
    lat1, lat2 = radians(start["latitude"]), radians(end["latitude"])
    half_lat = (lat2 - lat1) / 2
    half_lon = radians(end["longitude"] - start["longitude"]) / 2
    haversine = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    # Rounding may carry it past 1 where the places are opposite each other.
    haversine = min(1.0, haversine)
    angle = 2 * atan2(sqrt(haversine), sqrt(1 - haversine))
    return {"distanceKm": round(radius * angle, 3)}
