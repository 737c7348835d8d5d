"""Layers to layers: who a mention is, when an expression means, seen from the article alone."""
