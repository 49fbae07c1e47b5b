"""What `make check` judges beyond the tools' own rules: style sheets, addresses, the compose file."""
