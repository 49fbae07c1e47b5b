"""Long-term management after the handover: coverage and what expires next."""
