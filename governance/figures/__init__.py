"""The computed figures of the rulebooks, as of any instant."""
