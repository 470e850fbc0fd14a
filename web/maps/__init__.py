"""What the maps draw: the background for all, and one flat with one candidate."""
