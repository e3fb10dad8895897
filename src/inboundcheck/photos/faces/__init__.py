"""Labels, faces and the card: where their corners are, and what follows from that for edges, seams, sizes and closed faces."""
