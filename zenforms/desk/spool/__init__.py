"""Claim, write, archive, journal, recover: the only room that renames and fsyncs.

The directory is the truth, the journal is the diary. `states` holds the picture of it all.
"""
