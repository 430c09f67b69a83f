"""Data sets, augmentation, and crops for training. Nothing here imports torch.

`sets.kinds.open_set` opens a data set; `batches.Crops` cuts crops from several.
"""
