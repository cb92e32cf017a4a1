"""What a worker may say to its parent: values of declared types as bytes, and nothing else."""
