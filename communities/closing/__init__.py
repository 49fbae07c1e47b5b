"""The end of a tenant, by its operator: suspended, taken out whole, deleted when its time has come."""
