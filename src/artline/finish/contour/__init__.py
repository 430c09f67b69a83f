"""Look `contour`: middles of lines, outlines of areas, eyes, locks of hair."""
