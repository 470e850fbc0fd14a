"""The administrator's pages of the keys to the API."""
