//! Ingest jobs over HTTP (3.1).

use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::results::ResultKind;
use super::super::service::{JobList, ListQuery};
use super::job::{JSON_BYTES_MAX, changed, json_body, looked};
use super::session::{Answered, Session, content_kind, expect_json};
use super::{Form, operation, render};
use crate::core::multipart;
use crate::core::rows::UploadBuilder;
use crate::edge::{Pieces, Reply};

/// `POST /jobs/ingest`
pub(super) async fn create(session: &mut Session) -> Answered {
    let content_type = session.head.header("content-type").unwrap_or("").to_owned();
    if let Some(boundary) = multipart::boundary(&content_type) {
        return create_with_content(session, boundary).await;
    }
    expect_json(&content_type)?;
    let body = json_body(session).await?;
    let job = session.run(|side, caller| side.world.create_ingest(caller, &body)).await?;
    Ok(render::json(200, &job))
}

async fn create_with_content(session: &mut Session, boundary: &str) -> Answered {
    let (chars_max, status, ends) = session.pass.read(|org| {
        let settings = &org.salesforce.world.settings;
        let ends = settings.multipart_line_ends.into();
        (settings.multipart_chars_max, settings.oversize_status, ends)
    });
    // Four bytes a character at most, and room for the properties and the parts' heads.
    let bytes_max = chars_max * 4 + JSON_BYTES_MAX;
    let body = session.body.whole(bytes_max).await;
    let body = body.map_err(|error| render::body_error(error, status))?;
    session.body_was_read().await;
    let parts = multipart::parts(&body, boundary, ends)
        .ok_or_else(|| ApiError::bad_multipart("the parts cannot be told apart"))?;
    let (properties, content) = (only_part(&parts, "job")?, only_part(&parts, "content")?);
    let job = session
        .run(|side, caller| {
            side.world.create_ingest_with_content(caller, properties.content, content.content)
        })
        .await?;
    Ok(render::json(200, &job))
}

/// The one part of that name; a second one would be rows that nobody accounts for.
fn only_part<'a, 'b>(
    parts: &'b [multipart::Part<'a>],
    name: &str,
) -> Result<&'b multipart::Part<'a>, ApiError> {
    let mut named = parts.iter().filter(|part| part.disposition("name").as_deref() == Some(name));
    match (named.next(), named.next()) {
        (Some(part), None) => Ok(part),
        (None, _) => Err(ApiError::bad_multipart(&format!("part {name} is missing"))),
        (Some(_), Some(_)) => Err(ApiError::bad_multipart(&format!("part {name} stands twice"))),
    }
}

/// `PUT /jobs/ingest/{job}/batches`
pub(super) async fn upload(session: &mut Session) -> Answered {
    let job = session.named.parameter("job").to_owned();
    let plan = session.run(|side, _| side.world.begin_upload(&job)).await?;
    expect_csv(session.head.header("content-type").unwrap_or(""), plan.type_status)?;
    let mut upload = UploadBuilder::new(plan.delimiter, plan.blank_lines);
    loop {
        let chunk = session.body.chunk(plan.bytes_max).await;
        match chunk.map_err(|error| render::body_error(error, plan.oversize_status))? {
            Some(chunk) => upload.push(&chunk),
            None => break,
        }
    }
    let upload = upload.finish();
    session.body.saw_csv(upload.facts().clone());
    session.body_was_read().await;
    session.run(|side, caller| side.world.finish_upload(caller, &job, upload)).await?;
    Ok(Reply::empty(201))
}

/// `PATCH /jobs/ingest/{job}`
pub(super) async fn change(session: &mut Session) -> Answered {
    changed(session, |world, caller, id, body| world.change_ingest(caller, id, body)).await
}

/// `GET /jobs/ingest/{job}`
pub(super) async fn info(session: &mut Session) -> Answered {
    let id = session.named.parameter("job").to_owned();
    let info = looked(session, &id, |world| world.ingest_info(&id)).await?;
    Ok(render::json(200, &info))
}

/// `DELETE /jobs/ingest/{job}`
pub(super) async fn delete(session: &mut Session) -> Answered {
    let id = session.named.parameter("job");
    session.run(|side, caller| side.world.delete_ingest(caller, id)).await?;
    Ok(Reply::empty(204))
}

/// `GET /jobs/ingest` and `GET /jobs/query`
pub(super) async fn list(session: &mut Session) -> Answered {
    let query = Form::from_bytes(session.head.query().as_bytes());
    let own = |name: &str| query.get(name).map(str::to_owned);
    let wanted = ListQuery {
        job_type: own("jobType"),
        concurrency_mode: own("concurrencyMode"),
        is_pk_chunking_enabled: own("isPkChunkingEnabled"),
        query_locator: own("queryLocator"),
    };
    let base = match operation(&session.named) {
        Operation::QueryList => JobList::Query,
        _ => JobList::Ingest,
    };
    let page = session.run(|side, caller| side.world.list_jobs(caller, base, &wanted)).await?;
    Ok(render::json(200, &page))
}

/// `GET /jobs/ingest/{job}/successfulResults`, `failedResults` and `unprocessedrecords`
pub(super) async fn results(session: &mut Session) -> Answered {
    let kind = match operation(&session.named) {
        Operation::IngestFailedResults => ResultKind::Failed,
        Operation::IngestUnprocessedRecords => ResultKind::Unprocessed,
        _ => ResultKind::Successful,
    };
    let id = session.named.parameter("job");
    let (pieces, content_type) = session
        .run(|side, caller| {
            let pieces: Pieces = match side.world.ingest_results_of_query(id, kind) {
                Some(header) => {
                    let mut header = Some(header);
                    Box::new(move || header.take())
                }
                None => {
                    let mut file = side.world.ingest_results(caller, id, kind)?;
                    Box::new(move || file.next_piece())
                }
            };
            Ok((pieces, side.world.settings.results_content_type.clone()))
        })
        .await?;
    Ok(Reply::in_pieces(200, &content_type, pieces))
}

/// `text/csv` in any charset; `application/octet-stream` is a reading of the sheet (10, 5).
fn expect_csv(content_type: &str, status: u16) -> Result<(), ApiError> {
    match content_kind(content_type).as_str() {
        "" | "text/csv" | "application/octet-stream" => Ok(()),
        other => Err(ApiError::unsupported_media_type(status, other)),
    }
}
