"""The register of owners of a neighbourhood: personal data, encrypted, masked, viewed with a reason."""
