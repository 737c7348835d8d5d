"""A dossier to bytes: one module a format."""
