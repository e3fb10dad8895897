"""The recipe of the net that says what is on a face; see README.md beside this file."""
