"""Training: data, network, losses, loop and export. The only package that imports torch."""
