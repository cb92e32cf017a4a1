"""What the desk writes to clients: drafts that a person sends, and forms to correct."""
