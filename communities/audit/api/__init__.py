"""The audit record in JSON."""
