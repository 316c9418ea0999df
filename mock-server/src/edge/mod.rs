//! The thin edge: sockets, waiting, bodies, and the one door that every request passes.
//!
//! It knows providers through `Surface` only, and no rule of any of them.

mod body;
mod conn;
mod door;
mod exchange;
mod faults;
mod listen;
mod live;
mod normalise;
mod pump;
mod reply;
mod surface;

pub use body::{BodyError, BodyReader};
pub use door::{Door, DoorSettings};
pub use listen::{Answers, Listener, Running};
pub use live::in_pieces;
pub use normalise::segment;
pub use pump::{JumpTarget, Pump};
pub use reply::{Part, Parts, Pieces, Reply, ReplyBody, ResponseBody};
pub use surface::{
    Answer, Call, CredentialPlace, Head, Named, OrgPass, Secret, Served, Surface, off_the_workers,
};
