"""Monthly statements of the quarter-rule account: what happened, what it costs, whether both sides agree."""
