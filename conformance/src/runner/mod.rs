//! Plays cases: an org is made for each, the client is asked, and what is known is gathered.
//!
//! `case` is one case from beginning to end, in one `world` or several. `plan` says which cases there
//! are for a client, `work` plays them on a few threads, `sum` makes one verdict of those of a
//! requirement, and `run` is all of it, told as events.

mod case;
mod claims;
mod clock;
mod input;
mod options;
mod passive;
mod plan;
mod records;
mod run;
mod secrets;
mod setup;
mod standing;
mod sum;
mod trial;
mod wire;
mod work;
mod world;

pub use case::{Blame, Played, Stage};
pub use clock::random_seed;
pub use options::{Options, Profile, SEED};
pub(crate) use plan::can_be_asked;
pub use run::{Verdicts, play, play_on, try_out, try_out_on};
