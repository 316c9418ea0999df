//! Query jobs and REST queries over HTTP (2, 4.1).

use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::query::{PageQuery, QueryAnswer, QueryOperation, QueryPage};
use super::job::{changed, json_body, looked};
use super::session::{Answered, Session, expect_json};
use super::{Form, operation, render};
use crate::edge::{Part, Parts, Reply};

/// Rows of a REST query that are looked at before it is seen whether the client is still there.
const STEP_ROWS: u32 = 16_384;

/// `POST /jobs/query`
pub(super) async fn create(session: &mut Session) -> Answered {
    expect_json(session.head.header("content-type").unwrap_or(""))?;
    let body = json_body(session).await?;
    let job = session.run(|side, caller| side.world.create_query(caller, &body)).await?;
    Ok(render::json(200, &job))
}

/// `GET /jobs/query/{job}`
pub(super) async fn info(session: &mut Session) -> Answered {
    let id = session.named.parameter("job").to_owned();
    let info = looked(session, &id, |world| world.query_info(&id)).await?;
    Ok(render::json(200, &info))
}

/// `PATCH /jobs/query/{job}`
pub(super) async fn change(session: &mut Session) -> Answered {
    changed(session, |world, caller, id, body| world.change_query_state(caller, id, body)).await
}

/// `DELETE /jobs/query/{job}`
pub(super) async fn delete(session: &mut Session) -> Answered {
    let id = session.named.parameter("job");
    session.run(|side, caller| side.world.delete_query(caller, id)).await?;
    Ok(Reply::empty(204))
}

/// `GET /jobs/query/{job}/results`
pub(super) async fn results(session: &mut Session) -> Answered {
    let query = Form::from_bytes(session.head.query().as_bytes());
    let own = |name: &str| query.get(name).map(str::to_owned);
    let wanted = PageQuery { locator: own("locator"), max_records: own("maxRecords") };
    let id = session.named.parameter("job");
    let (page, content_type) = session
        .run(|side, caller| {
            let page = side.world.query_results(caller, id, &wanted)?;
            Ok((page, side.world.settings.results_content_type.clone()))
        })
        .await?;
    Ok(match page {
        QueryPage::NotYet => Reply::empty(204),
        QueryPage::Rows { mut file, rows, next } => {
            let parts: Parts = Box::new(move || {
                let part = file.next_part()?;
                Some(Box::new(move || part.make()) as Part)
            });
            Reply::in_parts(200, &content_type, parts)
                .with("sforce-numberofrecords", &rows.to_string())
                .with("sforce-locator", &next)
        }
    })
}

/// `GET /jobs/query/{job}/resultPages`
pub(super) async fn result_pages(session: &mut Session) -> Answered {
    let query = Form::from_bytes(session.head.query().as_bytes());
    let id = session.named.parameter("job");
    let from = query.get("locator");
    let pages = session.run(|side, caller| side.world.query_result_pages(caller, id, from)).await?;
    Ok(render::json(200, &pages))
}

/// `GET /query` and `GET /queryAll`
pub(super) async fn rest(session: &mut Session) -> Answered {
    let query = Form::from_bytes(session.head.query().as_bytes());
    if query.get("explain").is_some() {
        return Err(ApiError::gap("query plans"));
    }
    let Some(text) = query.get("q") else { return Err(ApiError::no_query()) };
    let wanted = match operation(&session.named) {
        Operation::QueryAllRecords => QueryOperation::QueryAll,
        _ => QueryOperation::Query,
    };
    let mut run = session.run(|side, caller| side.world.rest_query(caller, text, wanted)).await?;
    if query.get("columns") == Some("true") {
        return Ok(render::json(200, &run.columns()));
    }
    let found = loop {
        let step = move || (run.advance(STEP_ROWS), run);
        let (found, rest) = session.pass.aside(step).await;
        if let Some(found) = found? {
            break found;
        }
        run = rest;
    };
    let rows = page_rows(session);
    let answer = session.run(|side, caller| side.world.first_answer(caller, found, rows)).await?;
    shown(session, answer).await
}

/// `GET /query/{locator}` and `GET /queryAll/{locator}`
pub(super) async fn rest_next(session: &mut Session) -> Answered {
    let locator = session.named.parameter("locator");
    let rows = page_rows(session);
    let answer = session.run(|side, caller| side.world.next_answer(caller, locator, rows)).await?;
    shown(session, answer).await
}

async fn shown(session: &mut Session, answer: QueryAnswer) -> Answered {
    // With children it looks at records again.
    let json = session.pass.aside(move || answer.json()).await?;
    Ok(render::json(200, &json))
}

/// What `Sforce-Query-Options` asks for: `batchSize=500`, in any letter case.
fn page_rows(session: &Session) -> Option<u64> {
    let options = session.head.header("sforce-query-options")?;
    options.split([',', ';']).find_map(|option| {
        let (name, value) = option.split_once('=')?;
        name.trim().eq_ignore_ascii_case("batchSize").then(|| value.trim().parse().ok())?
    })
}
