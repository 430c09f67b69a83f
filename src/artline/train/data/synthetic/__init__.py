"""People drawn in code: a photo-like picture and, from the same shapes, exact targets.

They look like nobody. Tests and newcomers train on them without downloading anything.
"""
