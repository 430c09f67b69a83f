"""Faces: where they are and where their landmarks lie."""
