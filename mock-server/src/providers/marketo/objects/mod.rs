//! Custom objects: how a row finds its record, what it may say, and what comes of it.
