"""What is written into a story's folder for its readers."""

OUTPUTS = {"dossier.html": "html", "brief.md": "brief", "claims.jsonl": "claims"}
"""File names, and the format of each."""
