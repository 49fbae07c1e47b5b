"""Completion acceptance, handover, warranty: their rules, pages and interface."""
