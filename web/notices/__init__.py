"""Notices by e-mail: what each user wants, where a team is told, and what the administrator looks after."""
