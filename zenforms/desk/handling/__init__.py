"""One drop: claimed, read, judged, and packed into what becomes of it."""
