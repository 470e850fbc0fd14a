"""The pages: read-only views of one weekly run, served on this machine only."""
