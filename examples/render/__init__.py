"""Renders photos of packed boxes as a phone takes them at a packing table: every label and code on them is drawn here."""
