"""Small nets of our own, trained from scratch on our own renders, and what their outputs say. How they were made is in `training/`."""
