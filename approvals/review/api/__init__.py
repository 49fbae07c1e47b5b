"""Reviews in JSON."""
