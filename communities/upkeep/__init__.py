"""Who looks after a neighbourhood: owners' bodies and property service."""
