"""The council's guidelines: read, tried out on this week, adopted, compared."""
