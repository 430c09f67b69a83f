"""The parts of a head, each drawn by its own rule through the landmarks.

Parts that are strokes (eyes, nose, lips, folds, jaw) keep their numbers in a `Style`; parts that
are fields measured from the photo keep theirs as constants.
"""
