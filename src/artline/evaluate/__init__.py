"""Judge: how good is a drawing, on what, against whom."""
