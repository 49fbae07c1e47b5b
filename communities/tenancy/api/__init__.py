"""What the JSON interface shares."""
