"""Personal data at rest: keys, ciphertext, keyed hashes, masks. Knows no table."""
