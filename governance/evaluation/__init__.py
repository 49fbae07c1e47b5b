"""Third-party evaluation: rounds over projects, sheets sealed from everybody else until publication."""
