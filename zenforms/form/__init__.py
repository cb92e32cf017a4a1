"""A form is made: what it is, where things sit, how it is drawn, written and sealed."""
