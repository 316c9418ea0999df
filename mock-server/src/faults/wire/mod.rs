//! Faults that a client meets on the wire, one file each. A file says what is to be done; the edge
//! does it.

mod body;
mod header;
mod place;
mod reset;
mod results;
mod status;

pub use body::Body;
pub use header::HeaderChange;
pub use place::Place;
pub use reset::Reset;
pub use results::ResultEdit;
pub use status::{Page, Status};
