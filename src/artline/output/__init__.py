"""Drawings become files: formats, profiles, metadata, contact sheets."""
