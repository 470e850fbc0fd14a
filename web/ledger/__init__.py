"""The accounts of the quarter rule as a ledger: every event with its arithmetic, corrections, agreements."""
