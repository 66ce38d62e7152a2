"""Figures: colours, letters, marks, keys, labelled rows and lanes."""
