"""The files of a drop: unpacked, named safely, classed, scanned."""
