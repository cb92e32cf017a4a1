"""Where everything sits on the page: pure geometry, in points."""
