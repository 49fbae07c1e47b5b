"""Adopted rulebooks, the tenant's own entries over them, and the decisions made by them."""
