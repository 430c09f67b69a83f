"""Looks `hatch` and `crosshatch`: where strokes go, and how close they lie."""
