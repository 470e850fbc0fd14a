"""The record as pages: who did and saw what; and the citizen's own extract of it."""
