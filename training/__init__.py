"""Makes the small nets again. A development tool: it is not in the wheel, and CI does not run it."""
