//! Bulk import over HTTP (section 4 of the sheet).

use super::super::errors::ApiError;
use super::session::{Answered, Session};

/// `POST` of a file
pub(super) async fn create(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("imports"))
}

/// `GET` of the state of a batch
pub(super) async fn status(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("imports"))
}

/// `GET …/failures.json` and `…/warnings.json`
pub(super) async fn report(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("imports"))
}
