"""Models: which are registered, where their files are, what they promise, how they are loaded."""
