"""Where photos to be judged come from, one file a layout."""
