"""What staff decide about requests already filed, carried out with a trace."""
