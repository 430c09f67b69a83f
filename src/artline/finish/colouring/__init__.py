"""Look `colouring`: a page of closed regions."""
