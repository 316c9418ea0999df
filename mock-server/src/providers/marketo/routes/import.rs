//! Bulk import over HTTP (section 4 of the sheet).

use super::super::envelope::Envelope;
use super::super::errors::ApiError;
use super::super::import::{BatchKey, Report, ReportKind, Submission};
use super::super::operation::{Kind, Operation};
use super::super::settings::EmptyReport;
use super::super::side::Caller;
use super::super::world::{JobKey, World};
use super::session::{Answered, Said, Session};
use super::{render, token};
use crate::edge::{BodyError, Reply};
use crate::org::JobRef;

/// The type of both reports, whatever stands between their cells (4.5.1).
const CSV: &str = "text/csv;charset=UTF-8";

/// `POST` of a file
pub(super) async fn create(session: &mut Session) -> Answered {
    let settings = session.pass.read(|org| org.marketo.world.settings.clone());
    let body = session.body.whole(settings.import_bytes_max).await;
    let body = body.map_err(|error| match error {
        // Nobody sends JSON here.
        BodyError::Broken(_) | BodyError::Undecodable(_) => ApiError::invalid_multipart(),
        BodyError::TooLarge { .. } | BodyError::Stalled => render::body_error(&error),
    })?;
    session.body_was_read().await?;
    // What was read for the sake of a token was measured by another limit.
    if body.len() > settings.import_bytes_max {
        return Err(ApiError::request_too_large());
    }
    let boundary = token::boundary(&session.head).ok_or_else(ApiError::invalid_multipart)?;
    let submission = Submission::read(&body, boundary, session.params(), &settings)?;
    session.body.saw_csv(submission.upload.facts().clone());
    let (kind, of) = (session.kind(), of(session));
    let created = session
        .run_on_org(move |org, caller| {
            let world = &mut org.marketo.world;
            let batch = world.create_import(caller, kind, &of, submission)?;
            let created = world.import_created(batch);
            org.shows_again(JobRef::Marketo(JobKey::Import(batch)), caller.now);
            Ok(created)
        })
        .await?;
    Ok(Said::Envelope(Envelope::of(created.into_iter().collect())))
}

/// `GET` of the state of a batch
pub(super) async fn status(session: &mut Session) -> Answered {
    let key = key(session);
    let find = |world: &World, _: &Caller| world.import_number(&key).map(JobKey::Import);
    session.look(find, |world, _| world.import_status(&key)).await
}

/// `GET …/failures.json` and `…/warnings.json`
pub(super) async fn report(session: &mut Session) -> Answered {
    let key = key(session);
    let kind = match session.line.operation {
        Operation::ImportWarnings => ReportKind::Warnings,
        _ => ReportKind::Failures,
    };
    let (report, otherwise, text) = session
        .run(|side, caller| {
            let report = side.world.import_report(&key, kind, caller.now)?;
            let settings = &side.world.settings;
            Ok((report, settings.empty_report, settings.messages.report_not_found.clone()))
        })
        .await?;
    Ok(Said::Reply(match (report, otherwise) {
        (Some(report), _) => file(report),
        // Custom objects: documented; others: a setting (4.5.8).
        (None, EmptyReport::Empty) if key.kind != Kind::Objects => Reply::of_type(200, CSV, ""),
        (None, EmptyReport::Empty | EmptyReport::NotFound) => render::text(404, &text),
    }))
}

/// A report on its way: whole if it is short.
fn file(mut report: Report) -> Reply {
    let first = report.next_piece().unwrap_or_default();
    if report.is_complete() {
        Reply::of_type(200, CSV, first)
    } else {
        let mut first = Some(first);
        Reply::in_pieces(200, CSV, Box::new(move || first.take().or_else(|| report.next_piece())))
    }
}

/// The object or program in the path.
fn of(session: &Session) -> String {
    let name = if session.kind() == Kind::Objects { "object" } else { "program" };
    session.named.parameter(name).to_owned()
}

fn key(session: &Session) -> BatchKey {
    let batch = session.named.parameter("batch").to_owned();
    BatchKey { kind: session.kind(), object: session.named.parameter("object").to_owned(), batch }
}
