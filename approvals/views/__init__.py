"""Pages that know the gates."""
