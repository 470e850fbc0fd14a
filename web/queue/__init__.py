"""My queue: what waits for whoever is logged in."""
