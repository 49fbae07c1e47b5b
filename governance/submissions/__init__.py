"""Frozen figures from a tenant to its superior, and the superior's answers."""
