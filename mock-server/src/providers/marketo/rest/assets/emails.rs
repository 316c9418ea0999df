//! Emails. Documented: A:emails and the schema `EmailResponse`.

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::instance::{Email, FolderType};
use super::super::super::request::Asked;
use super::super::super::world::World;
use super::super::Answer;
use super::browse::{Changed, date, folder, name, page, url};

/// Emails, filtered and by the page.
pub(super) fn browse(world: &World, asked: &Asked) -> Answer {
    let changed = Changed::asked(asked)?;
    let folder = folder(asked, "folder")?;
    let wanted = |email: &&Email| {
        changed.holds(email.created_ms)
            && has_status(email, asked)
            && folder.is_none_or(|folder| folder == email.folder)
    };
    let emails = world.instance().emails.iter().filter(wanted);
    page(asked, emails.map(|email| row(world, email)))
}

/// One email.
pub(super) fn get(world: &World, asked: &Asked) -> Answer {
    let id = asked.path_number("email")?;
    let mut emails = world.instance().emails.iter();
    let email = emails.find(|email| u64::from(email.id) == id && has_status(email, asked));
    Ok(Envelope::assets(email.map(|email| row(world, email)).into_iter().collect()))
}

/// Emails of an exact name, in a folder if one is named.
pub(super) fn by_name(world: &World, asked: &Asked) -> Answer {
    let (name, folder) = (name(asked)?, folder(asked, "folder")?);
    let wanted = |email: &&Email| {
        email.name == name
            && has_status(email, asked)
            && folder.is_none_or(|folder| folder == email.folder)
    };
    let emails = world.instance().emails.iter().filter(wanted);
    Ok(Envelope::assets(emails.map(|email| row(world, email)).collect()))
}

fn has_status(email: &Email, asked: &Asked) -> bool {
    let status = asked.params.get("status");
    status.is_none_or(|status| email.status.eq_ignore_ascii_case(status))
}

fn row(world: &World, email: &Email) -> Value {
    let text = |value: &str| json!({ "type": "Text", "value": value });
    let (kind, folder) = email.folder;
    let of_folder = world.instance().folders.iter().find(|one| one.id == folder);
    let folder_name = match kind {
        FolderType::Folder => of_folder.map(|folder| folder.name.as_str()),
        FolderType::Program => {
            world.instance().program(folder).map(|program| program.name.as_str())
        }
    };
    json!({
        "id": email.id,
        "name": email.name,
        "description": email.description.as_deref().unwrap_or_default(),
        "createdAt": date(email.created_ms),
        "updatedAt": date(email.created_ms),
        "url": url("EM", email.id),
        "subject": text(&email.subject),
        "fromName": text(&email.from_name),
        "fromEmail": text(&email.from_email),
        "replyEmail": text(&email.from_email),
        "folder": { "type": kind.word(), "value": folder, "folderName": folder_name },
        "operational": false,
        "textOnly": false,
        "publishToMSI": false,
        "webView": false,
        "status": email.status,
        "template": 1,
        "workspace": world.instance().workspace,
        "isOpenTrackingDisabled": false,
        "version": 2,
        "autoCopyToText": true,
        "preHeader": Value::Null,
    })
}
