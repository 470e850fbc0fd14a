"""Monthly statements of the quarter-rule account: what happened, what it costs, and whether both sides agree."""
