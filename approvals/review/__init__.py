"""Joint review: convening a round, opinions, papers, the conclusion, and what the next round shows of the last."""
