"""The dated amounts of law: one YAML file each, their loader, and the page made of them."""
