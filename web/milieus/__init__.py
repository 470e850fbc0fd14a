"""Milieus: drawn on the map."""
