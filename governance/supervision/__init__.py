"""Inspections, complaints and duties."""
