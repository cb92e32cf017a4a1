"""The strict reader of PDF files: it knows nothing of forms, and repairs nothing."""
