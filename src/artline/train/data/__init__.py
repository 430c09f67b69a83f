"""What a network learns from: data sets, what is done to their photos, and crops of them.

Nothing here knows torch. `batches.Crops` is the way out; `sets.opened.open_set` the way in.
"""
