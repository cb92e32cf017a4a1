"""Takes messages from a mailbox into the inbox; each leaves the mailbox when it has an outcome."""
