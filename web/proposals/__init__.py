"""What a finished run proposes, flat by flat, and what a person decides about it."""
