"""What the operating system gives and refuses: paths, standard streams, refusals in words."""
