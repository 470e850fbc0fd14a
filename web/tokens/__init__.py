"""The administrator's pages of the tokens for the API."""
