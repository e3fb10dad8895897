"""Where the corners of labels and of the face that they lie on are, and whether a face was seen to its borders."""
