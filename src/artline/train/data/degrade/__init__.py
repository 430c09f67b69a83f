"""What spoils a photo: each a small function of pixels and chance, one idea a file.

All take float32 H×W×3, sRGB 0..1, and a `numpy.random.Generator`, and give the same; none writes
into what it was given.
"""
