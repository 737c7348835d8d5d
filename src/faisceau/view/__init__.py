"""A store read as a dossier: the values that every exporter and page shows."""
