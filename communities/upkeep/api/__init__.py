"""Owners' bodies and property contracts in JSON."""
