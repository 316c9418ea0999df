//! Bulk extract over HTTP (section 5 of the sheet).

use std::ops::Range;
use std::sync::Arc;

use super::super::envelope::Envelope;
use super::super::export::{Extract, Wanted, wanted};
use super::super::operation::Operation;
use super::super::request::{Asked, JsonBody};
use super::super::settings::{RangePastEnd, Settings};
use super::super::side::Caller;
use super::super::world::{JobKey, World};
use super::render;
use super::session::{Answered, Said, Session};
use crate::edge::{Part, Parts, Reply};
use crate::org::{JobRef, Org};

/// `POST …/export/create.json`
pub(super) async fn create(session: &mut Session) -> Answered {
    let (kind, asked) = (session.kind(), session.asked().await?);
    let job = session.run(|side, caller| side.world.create_export(caller, kind, &asked)).await?;
    Ok(Said::Envelope(Envelope::one(job)))
}

/// `GET …/export.json`
pub(super) async fn list(session: &mut Session) -> Answered {
    let (kind, asked) = (session.kind(), path_and_query(session));
    let page = session.run(|side, caller| side.world.list_exports(caller, kind, &asked)).await?;
    Ok(Said::Envelope(page))
}

/// `POST …/enqueue.json` and `…/cancel.json`, whose bodies mean nothing (0.8, 0.9)
pub(super) async fn change(session: &mut Session) -> Answered {
    let (kind, asked) = (session.kind(), path_and_query(session));
    let change = match session.line.operation {
        Operation::ExportEnqueue => World::enqueue_export,
        _ => World::cancel_export,
    };
    let rules = |org: &mut Org, caller: &Caller| {
        let number = org.marketo.world.own_export(caller, kind, &asked)?;
        let job = change(&mut org.marketo.world, caller, number)?;
        org.shows_again(JobRef::Marketo(JobKey::Export(number)), caller.now);
        Ok(job)
    };
    Ok(Said::Envelope(Envelope::one(session.run_on_org(rules).await?)))
}

/// `GET …/status.json`
pub(super) async fn status(session: &mut Session) -> Answered {
    let (kind, asked) = (session.kind(), path_and_query(session));
    let number = |world: &World, caller: &Caller| world.own_export(caller, kind, &asked);
    let find = |world: &World, caller: &Caller| number(world, caller).map(JobKey::Export);
    let show = |world: &World, caller: &Caller| {
        number(world, caller).and_then(|number| world.export_status(number, caller.now))
    };
    session.look(find, show).await
}

/// `GET …/file.json`
pub(super) async fn file(session: &mut Session) -> Answered {
    let (kind, asked) = (session.kind(), path_and_query(session));
    let range = session.head.header("range").map(str::to_owned);
    let find = |org: &mut Org, caller: &Caller| {
        let world = &org.marketo.world;
        let number = world.own_export(caller, kind, &asked).ok();
        let file = number.and_then(|number| world.export_file(number, caller.now));
        Ok((file, world.settings.clone()))
    };
    let (file, settings) = session.run_on_org(find).await?;
    let reply = match file {
        None => render::text(404, &settings.messages.export_file_not_found),
        Some(file) => answer_with(&file, range.as_deref(), &settings),
    };
    Ok(Said::Reply(reply))
}

/// A file, or the range of it that is asked for (5.5).
fn answer_with(file: &Arc<Extract>, range: Option<&str>, settings: &Settings) -> Reply {
    let bytes = file.bytes();
    match wanted(range, bytes) {
        Wanted::Some(part) => {
            let place = format!("bytes {}-{}/{bytes}", part.start, part.end - 1);
            download(206, file, part, settings).with("content-range", &place)
        }
        Wanted::PastEnd if settings.range_past_end == RangePastEnd::Unsatisfiable => {
            let message = "Requested Range Not Satisfiable";
            render::text(416, message).with("content-range", &format!("bytes */{bytes}"))
        }
        Wanted::Whole | Wanted::PastEnd => download(200, file, 0..bytes, settings),
    }
}

fn download(status: u16, file: &Arc<Extract>, range: Range<u64>, settings: &Settings) -> Reply {
    let bytes = range.end - range.start;
    let mut parts = file.read(range);
    let parts: Parts = Box::new(move || {
        let part = parts.next_part()?;
        Some(Box::new(move || part.make()) as Part)
    });
    Reply::in_parts(status, &settings.extract_content_type, parts)
        .of_length(bytes)
        .with("accept-ranges", "bytes")
        .with("server", "nginx")
}

/// What is asked for in path and query, without the body.
fn path_and_query(session: &Session) -> Asked {
    Asked {
        path: session.named.parameters.clone(),
        params: session.params(),
        body: JsonBody::Absent,
    }
}
