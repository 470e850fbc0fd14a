"""What Husrum is, and how accessible it is."""
