//! Program memberships: how a row finds its membership, what it may say, and what comes of it.
