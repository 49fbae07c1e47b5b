"""The whole in JSON."""
