//! The reference client with one bug at a time: the kit on trial.
