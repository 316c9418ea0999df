//! Segmentations and their segments. Documented: the schemas `SegmentationResponse` and
//! `SegmentsResponse`.

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::instance::{FolderType, Segmentation};
use super::super::super::request::Asked;
use super::super::super::world::World;
use super::super::Answer;
use super::browse::{date, folder_json, page, url};

/// Segmentations, by status and by the page.
pub(super) fn browse(world: &World, asked: &Asked) -> Answer {
    let status = asked.params.get("status");
    let all = world.instance().segmentations.iter();
    let wanted = all.filter(|one| status.is_none_or(|it| one.status.eq_ignore_ascii_case(it)));
    page(asked, wanted.map(|one| row(world, one)))
}

/// The segments of one segmentation, by the page.
pub(super) fn segments(world: &World, asked: &Asked) -> Answer {
    let id = asked.path_number("segmentation")?;
    let all = world.instance().segmentations.iter();
    let Some(one) = all.into_iter().find(|one| u64::from(one.id) == id) else {
        return Ok(Envelope::assets(Vec::new()));
    };
    let segment = |(id, name): &(u32, String)| {
        json!({
            "id": id,
            "name": name,
            "description": "",
            "createdAt": date(one.created_ms),
            "updatedAt": date(one.created_ms),
            "url": url("SG", one.id),
            "segmentationId": one.id,
        })
    };
    page(asked, one.segments.iter().map(segment))
}

fn row(world: &World, one: &Segmentation) -> Value {
    json!({
        "id": one.id,
        "name": one.name,
        "description": one.description.as_deref().unwrap_or_default(),
        "createdAt": date(one.created_ms),
        "updatedAt": date(one.created_ms),
        "url": url("SG", one.id),
        "folder": folder_json((FolderType::Folder, one.folder)),
        "status": one.status,
        "workspace": world.instance().workspace,
    })
}
