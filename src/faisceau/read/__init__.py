"""Bytes to articles: one file a kind of source. Nothing here knows what the text means."""
