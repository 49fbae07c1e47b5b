"""Registers brought in as spreadsheets: columns, dry run, write, undo."""
