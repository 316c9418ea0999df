//! Values of fields: what is taken, what is odd, and how each is shown.
