"""The demonstration: two tenants with real divisions and registers, people, and a beginning of work, marked 演示."""
