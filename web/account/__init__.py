"""Logging in and out, one's own language and password."""
