"""Cost sharing, subsidies, sources, payments: begins with part B."""
