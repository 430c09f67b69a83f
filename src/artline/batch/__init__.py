"""Many photos: found, named, drawn by several workers, and what became of each."""
