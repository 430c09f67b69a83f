"""The workshop: data, network, losses, training and export. The only room that knows torch."""
