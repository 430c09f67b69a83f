"""The teacher: draws, from a good photo and the landmarks of its faces, what a pen artist would."""
