"""A drawing becomes paths of a pen: traced, hatched, ordered, fitted with curves."""
