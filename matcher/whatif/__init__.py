"""What would change it for a citizen without a match (model § 7)."""
