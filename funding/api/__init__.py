"""Money in JSON."""
