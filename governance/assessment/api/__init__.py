"""The monthly assessment in JSON."""
