"""Seeing: the network, its tiles, faces, strands of light, and ink brought to full size."""
