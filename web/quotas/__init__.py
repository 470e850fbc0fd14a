"""The accounts of the quarter rule."""
