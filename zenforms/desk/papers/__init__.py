"""What was written down about requests, read again from the folders."""
