"""Recipes of the nets that look at photos: a development tool, not in the wheel; only here is torch needed."""
