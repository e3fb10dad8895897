"""Seams and edges of a face, and where the labels on it lie to them."""
