"""New organisations: which actors there are is said by the rulebook in force."""
