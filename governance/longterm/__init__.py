"""Long-term management: how far it covers the neighbourhoods of a place, and what runs out first."""
