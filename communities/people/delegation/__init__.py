"""Lending one's rights for some days: who lends what to whom, and acting in the other's name."""
