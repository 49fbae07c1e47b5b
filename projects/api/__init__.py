"""Projects in JSON."""
