"""The month report to the superior."""
