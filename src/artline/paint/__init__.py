"""Flat colour beneath the ink: the photo flattened, its parts in tones, eyes, mouths, grounds."""
