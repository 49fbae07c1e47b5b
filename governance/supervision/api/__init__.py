"""Supervision in JSON."""
