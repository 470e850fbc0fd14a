"""Support teams and their free places."""
