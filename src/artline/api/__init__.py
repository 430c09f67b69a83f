"""What Python programs use: an artist, and a function that draws one photo."""
