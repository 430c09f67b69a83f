"""Data sets, one file a published layout."""
