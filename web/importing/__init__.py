"""Import of files: preview, confirm, done."""
