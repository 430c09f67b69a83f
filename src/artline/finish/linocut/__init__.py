"""Look `linocut`: light cut out of black."""
