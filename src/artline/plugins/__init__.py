"""Rows to which installed packages may add: looks, formats."""
