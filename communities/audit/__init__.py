"""The audit record: who did what, for whom, when, from where; sealed day by day so that nothing can be taken out."""
