"""Records that every part needs: evidence, background jobs, notices."""
