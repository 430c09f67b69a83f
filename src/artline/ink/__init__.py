"""Seeing: the network, its tiles, faces, and ink brought to full size."""
