"""Resolved layers to claims: who does what to whom, according to whom, how firmly."""
