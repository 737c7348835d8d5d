"""Versions of the tables, in order. A new one: a file in versions/, and `schema.HEAD`."""
