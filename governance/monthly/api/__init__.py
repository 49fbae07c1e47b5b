"""The month report in JSON."""
