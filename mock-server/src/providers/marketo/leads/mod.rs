//! Leads: how a row finds its lead, what it may say, and what comes of it.
