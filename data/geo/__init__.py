"""Municipalities, towns, postcodes, national figures and the coastline (sources in SOURCES.md)."""
