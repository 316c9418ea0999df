//! Marketo's side of faults: its words, its errors, what becomes of its jobs, tokens and limits.

