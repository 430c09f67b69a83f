"""Hair, skin and cloth: a small branch that is taught on the features of a finished network."""
