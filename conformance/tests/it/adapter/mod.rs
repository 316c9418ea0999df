//! How clients are reached: programs that behave, programs that do not, and clients served as programs.

mod broken;
mod guide;
mod schema;
mod support;
