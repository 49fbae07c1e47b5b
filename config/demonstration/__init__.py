"""The demonstration: two tenants with real divisions, the two registers, people, and a beginning of work. Marked 演示 throughout."""
