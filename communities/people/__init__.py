"""Persons, organisations, roles, memberships: who may do what, and where."""
