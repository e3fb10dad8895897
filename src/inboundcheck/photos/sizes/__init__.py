"""How long the sides of a box are: by the printed card, by other things of known size, by the box as a whole."""
