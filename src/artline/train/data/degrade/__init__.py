"""Degradations of a photo, each a function of pixels and random numbers.

All take float32 H×W×3, sRGB 0..1, and a `numpy.random.Generator`, and return a new array of that
kind.
"""
