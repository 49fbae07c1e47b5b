"""Getting in and staying in: passwords, second factors, lock-out, devices, sessions, the government's own login."""
