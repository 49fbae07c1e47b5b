"""Third-party evaluation in JSON."""
