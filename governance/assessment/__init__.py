"""The assessment of each month."""
