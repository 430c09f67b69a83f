"""Photos in: every format, colour and orientation becomes one upright sRGB array."""
