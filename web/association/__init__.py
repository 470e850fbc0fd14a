"""The housing association's own side: its flats, the nominations to them, and its threads with the office."""
