"""What goes round boxes or holds them together: straps, and what lies over the line where two boxes touch."""
