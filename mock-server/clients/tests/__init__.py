"""Tests of the runner itself: `python3 -m unittest discover -t . -s tests` in the folder above."""
