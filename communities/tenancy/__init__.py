"""Tenant and place: who owns a row, where it lies, and the walls between tenants."""
