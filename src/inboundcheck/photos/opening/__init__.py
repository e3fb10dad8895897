"""From a file to upright pixels, and what is wrong with them."""
