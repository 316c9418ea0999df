//! The error that a fault wants, in one of the forms in which the provider gives it.

use super::super::errors::{ApiError, Level, of_code};
use crate::faults::Refusal;

/// The error: by its code, or what belongs to a status.
pub fn of_refusal(refusal: &Refusal) -> ApiError {
    let code = refusal.code.as_deref().and_then(|code| code.parse().ok());
    let code = code.unwrap_or(if refusal.status == 200 { 611 } else { refusal.status });
    let known = of_code(code).map_or("System error", |known| known.message);
    let message = refusal.message.clone().unwrap_or_else(|| known.to_owned());
    let level = match refusal.status {
        200 => Level::Response,
        status => Level::Http(status),
    };
    ApiError { code, message, level }
}
