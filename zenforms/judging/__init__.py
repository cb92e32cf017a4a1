"""What was read is judged by pure thought: values in, a value out, the clock among them."""
