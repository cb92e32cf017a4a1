"""A drop comes back and is read by careful hands: nothing here raises for bad input."""
