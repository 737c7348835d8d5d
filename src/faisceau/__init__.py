"""Faisceau: many articles about one story, read into what they describe, every line tied to its words."""
