"""What was decided reaches the next system: tickets exactly once, news at least once."""
