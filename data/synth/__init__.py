"""Synthetic week folders: believable municipalities without a single real person."""
