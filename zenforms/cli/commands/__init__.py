"""The commands, one module each: its words, and a short function that builds the parts."""
