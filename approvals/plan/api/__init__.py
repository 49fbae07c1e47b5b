"""The annual plan in JSON."""
