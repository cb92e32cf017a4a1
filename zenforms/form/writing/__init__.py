"""Drawing the pages and writing the fields: the picture, the widgets, the tags."""
