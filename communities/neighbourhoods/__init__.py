"""Neighbourhoods and buildings, surveys, declarations, the import of registers."""
