"""Judges the whole: desk, dashboards, tables for superiors."""
