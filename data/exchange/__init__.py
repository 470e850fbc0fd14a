"""Reading and writing week folders, policies and result folders: the formats of docs/formats.md."""
