"""The steps, one file per subject."""
