"""Reads a survey register as bureaus send it: a spreadsheet in, rows with what was understood and refused out."""
