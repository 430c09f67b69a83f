"""Models: known by name in the registry, found, verified."""
