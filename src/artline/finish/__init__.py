"""Looks: ink at working size becomes a sheet to be cut, and the cut sheet gets its colours."""
