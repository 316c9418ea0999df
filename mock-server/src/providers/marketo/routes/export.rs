//! Bulk extract over HTTP (section 5 of the sheet).

use super::super::errors::ApiError;
use super::session::{Answered, Session};

/// `POST …/export/create.json`
pub(super) async fn create(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("extracts"))
}

/// `GET …/export.json`
pub(super) async fn list(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("extracts"))
}

/// `POST …/enqueue.json` and `…/cancel.json`
pub(super) async fn change(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("extracts"))
}

/// `GET …/status.json`
pub(super) async fn status(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("extracts"))
}

/// `GET …/file.json`
pub(super) async fn file(session: &mut Session) -> Answered {
    let _ = session;
    Err(ApiError::gap("extracts"))
}
