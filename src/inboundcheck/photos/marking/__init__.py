"""Draws what was seen onto copies of the photos."""
