"""Recordings and logs: what they tell of a problem, with their secrets masked."""
