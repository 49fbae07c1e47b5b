"""Moving projects in JSON."""
