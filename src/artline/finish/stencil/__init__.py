"""Look `stencil`: black to cut out, paper that hangs together."""
