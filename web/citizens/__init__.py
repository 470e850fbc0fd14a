"""Citizens: who waits, entering and changing them, and where they stand."""
