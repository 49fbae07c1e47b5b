"""The register and the declarations in JSON: the same services, the same refusals."""
