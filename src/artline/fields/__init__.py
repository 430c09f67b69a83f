"""Operators on arrays, which every room uses."""
