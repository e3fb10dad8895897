"""Whether a code that was read is printed well enough to scan, measured in the photo of it."""
