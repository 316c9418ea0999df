//! What can stand in a head: names and values of headers. Checked here, since faults know no types of
//! HTTP.

use crate::faults::check::Wrong;

/// Refuses what is no one word of a head, as names of headers and charsets are.
pub(super) fn check_name(key: &str, name: &str) -> Result<(), Wrong> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.is_empty() && name.bytes().all(token) {
        return Ok(());
    }
    let problem = format!("`{}` is no name that a head can hold", name.escape_debug());
    Err(Wrong::at(key, problem, "write one such as `Content-Type`"))
}

/// Refuses what cannot be a header's value, or stand on a line of a head.
pub(super) fn check_value(key: &str, value: &str) -> Result<(), Wrong> {
    let fits = |char: char| char == '\t' || !char.is_control();
    if value.chars().all(fits) && value.trim() == value {
        return Ok(());
    }
    let problem = format!("`{}` cannot stand on a line of a head", value.escape_debug());
    Err(Wrong::at(key, problem, "leave out line ends, control characters and outer blanks"))
}
