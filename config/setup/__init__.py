"""Preparing a machine: packages, front-end files, a browser for the tests, pinned requirement files."""
