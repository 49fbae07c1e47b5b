"""Submissions in JSON."""
