//! How clients are reached: programs that behave, programs that do not, and clients served as programs.

mod broken;
mod check;
mod guide;
mod living;
mod schema;
mod served;
mod support;
mod together;
