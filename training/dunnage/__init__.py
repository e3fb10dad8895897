"""The net that tells loose fill and shreds in an open box: its textures, its recipe, its training."""
