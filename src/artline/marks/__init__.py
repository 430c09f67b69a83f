"""Marks and how they are made and rendered, one file an engine."""
