"""What a desk can be asked: where things stand, what is due, what was found, how it is."""
