"""Acceptance, handover and warranty in JSON."""
