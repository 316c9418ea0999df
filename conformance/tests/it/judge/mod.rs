//! What judges have in common.

mod ledger;
