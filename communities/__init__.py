"""The ground: tenants, jurisdictions, people and roles, records, rulebooks, neighbourhoods."""
