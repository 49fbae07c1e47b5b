"""The annual plan: nominating, confirming in batches, adjusting, and what was planned against what was done."""
