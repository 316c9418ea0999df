//! Faults that a client meets on the wire, one file each. A file says what is to be done; the edge
//! does it.
//!
//! `place` is where in an answer, `finder` finds it in the bytes; `delivery` is how an answer goes out;
//! `spread` is how long something takes.

mod bad_chunk;
mod bad_gzip;
mod clock_latency;
mod close_on_reuse;
mod content_type;
mod csv_steps;
mod delivery;
mod dribble;
mod empty_reply;
mod finder;
mod garbage;
mod half_close;
mod header;
mod latency;
mod lost_response;
mod place;
mod redirect;
mod reset;
mod retry_after;
mod slow_read;
mod spread;
mod stall;
mod status;
mod truncate;
mod words;

pub use bad_chunk::BadChunk;
pub use bad_gzip::BadGzip;
pub use clock_latency::ClockLatency;
pub use close_on_reuse::CloseOnReuse;
pub use content_type::ContentType;
pub use csv_steps::RowCounter;
pub use delivery::{Cut, Delivery, End};
pub use dribble::Dribble;
pub use empty_reply::EmptyReply;
pub use finder::Finder;
pub use garbage::Garbage;
pub use half_close::HalfClose;
pub use header::{Header, HeaderChange};
pub use latency::Latency;
pub use lost_response::LostResponse;
pub use place::Place;
pub use redirect::Redirect;
pub use reset::Reset;
pub use retry_after::RetryAfter;
pub use slow_read::SlowRead;
pub use spread::{Each, Lognormal, Pace, Span, Spread};
pub use stall::Stall;
pub use status::{Page, Status};
pub use truncate::Truncate;
