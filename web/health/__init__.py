"""Whether Husrum lives and is ready, for machines."""
