"""The council's guidelines (policy.toml): read apart, written anew, compared, and tried out on this week."""
