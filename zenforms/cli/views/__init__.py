"""What a desk tells, laid out for people: console and desk meet only here."""
