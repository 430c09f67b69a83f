"""The parts of a head, each drawn by its own rule through the landmarks."""
