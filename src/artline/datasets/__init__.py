"""Published data sets and folders of pictures, for whoever measures or teaches with them."""
