"""上线准备: what a tenant still lacks before its people can work, made from its rulebook and its rows."""
