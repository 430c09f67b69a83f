"""The manifest of a run: a row for every photo, beside the drawings.

`.artline/journal/` holds the rows of each worker as they come, a line of JSON each, and
`.artline/rows/` those that are sealed in Parquet. A row is written before its drawing, so the
row after it proves that the drawing is there; the last row of a journal is proven by the
drawing's sum.
"""
