"""The dossier of a run as PDF: what was proposed, why, what else could have been, and what was decided."""
