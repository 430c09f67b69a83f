"""What the operating system gives and refuses: paths, streams, cores, refusals in words."""
