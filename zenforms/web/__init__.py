"""The staff board: pages in a browser over what the desk can be asked and told."""
