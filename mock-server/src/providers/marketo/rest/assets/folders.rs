//! Folders, programs as folders, and the tokens of both. Documented: A:folders, A:tokens.

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::instance::{Folder, FolderType, Instance, Program, Token};
use super::super::super::request::Asked;
use super::super::super::world::World;
use super::super::Answer;
use super::browse::{date, folder, folder_json, folder_type, name, page, url};

/// Levels below the root that are walked if nothing is asked for. Documented.
const DEPTH_USUAL: i64 = 2;

/// A folder, or a program as one.
#[derive(Clone, Copy)]
enum Node<'a> {
    Folder(&'a Folder),
    Program(&'a Program),
}

/// Folders from a root down, by the page; without a root, from all roots.
pub(super) fn browse(world: &World, asked: &Asked) -> Answer {
    let instance = world.instance();
    let depth = asked.params.number("maxDepth")?.unwrap_or(DEPTH_USUAL);
    if !in_workspace(instance, asked) {
        return page(asked, std::iter::empty());
    }
    let roots: Vec<Node<'_>> = match folder(asked, "root")? {
        Some(root) => Node::find(instance, root).into_iter().collect(),
        None => Node::all(instance).filter(|node| node.parent().is_none()).collect(),
    };
    let mut found = Vec::new();
    for root in roots {
        walk(instance, root, depth, &mut found);
    }
    page(asked, found.into_iter().map(|node| node.row(instance)))
}

/// A node and what lies below it, each before what it holds. Folders never lie in themselves.
fn walk<'a>(instance: &'a Instance, node: Node<'a>, depth: i64, found: &mut Vec<Node<'a>>) {
    found.push(node);
    if depth <= 0 {
        return;
    }
    for below in Node::all(instance).filter(|below| below.parent() == Some(node.place())) {
        walk(instance, below, depth - 1, found);
    }
}

/// One folder or program; `type` says which.
pub(super) fn get(world: &World, asked: &Asked) -> Answer {
    let kind = kind(asked, "type")?.unwrap_or(FolderType::Folder);
    let id = u32::try_from(asked.path_number("folder")?).ok();
    let node = id.and_then(|id| Node::find(world.instance(), (kind, id)));
    Ok(Envelope::assets(node.map(|node| node.row(world.instance())).into_iter().collect()))
}

/// All folders of an exact name.
pub(super) fn by_name(world: &World, asked: &Asked) -> Answer {
    let (instance, name) = (world.instance(), name(asked)?);
    let kind = kind(asked, "type")?;
    let root = folder(asked, "root")?;
    let wanted = |node: &Node<'_>| {
        node.name() == name
            && kind.is_none_or(|kind| kind == node.place().0)
            && root.is_none_or(|root| node.lies_in(instance, root))
            && in_workspace(instance, asked)
    };
    let found = Node::all(instance).filter(wanted);
    Ok(Envelope::assets(found.map(|node| node.row(instance)).collect()))
}

/// The tokens of a folder or program.
pub(super) fn tokens(world: &World, asked: &Asked) -> Answer {
    let kind = kind(asked, "folderType")?.unwrap_or(FolderType::Folder);
    let id = u32::try_from(asked.path_number("folder")?).ok();
    let node = id.and_then(|id| Node::find(world.instance(), (kind, id)));
    let node = node.filter(|node| !node.tokens().is_empty());
    let row = node.map(|node| {
        let (kind, id) = node.place();
        let letters = if kind == FolderType::Program { "PG" } else { "MF" };
        let token = |token: &Token| {
            json!({
                "name": token.name,
                "type": token.kind,
                "value": token.value,
                "computedUrl": url(letters, id),
            })
        };
        let tokens: Vec<Value> = node.tokens().iter().map(token).collect();
        json!({ "folder": { "type": kind.word(), "value": id }, "tokens": tokens })
    });
    Ok(Envelope::assets(row.into_iter().collect()))
}

/// A parameter that says `Folder` or `Program`.
fn kind(asked: &Asked, name: &str) -> Result<Option<FolderType>, ApiError> {
    let Some(word) = asked.params.get(name) else { return Ok(None) };
    folder_type(word).map(Some).ok_or_else(|| ApiError::invalid_type(word, "Folder, Program"))
}

/// Whether the one workspace is asked for. Both spellings are documented.
fn in_workspace(instance: &Instance, asked: &Asked) -> bool {
    let wanted = asked.params.get("workSpace").or_else(|| asked.params.get("workspace"));
    wanted.is_none_or(|wanted| wanted == instance.workspace)
}

impl<'a> Node<'a> {
    fn all(instance: &'a Instance) -> impl Iterator<Item = Self> {
        let programs = instance.programs.iter().map(Self::Program);
        instance.folders.iter().map(Self::Folder).chain(programs)
    }

    fn find(instance: &'a Instance, place: (FolderType, u32)) -> Option<Self> {
        Self::all(instance).find(|node| node.place() == place)
    }

    fn place(self) -> (FolderType, u32) {
        match self {
            Self::Folder(folder) => (FolderType::Folder, folder.id),
            Self::Program(program) => (FolderType::Program, program.id),
        }
    }

    fn name(self) -> &'a str {
        match self {
            Self::Folder(folder) => &folder.name,
            Self::Program(program) => &program.name,
        }
    }

    fn parent(self) -> Option<(FolderType, u32)> {
        let above = match self {
            Self::Folder(folder) => folder.parent,
            Self::Program(program) => Some(program.folder),
        };
        above.map(|id| (FolderType::Folder, id))
    }

    fn tokens(self) -> &'a [Token] {
        match self {
            Self::Folder(folder) => &folder.tokens,
            Self::Program(program) => &program.tokens,
        }
    }

    fn above(self, instance: &'a Instance) -> Option<Self> {
        Self::find(instance, self.parent()?)
    }

    /// Whether it is `root` or lies somewhere below it.
    fn lies_in(self, instance: &'a Instance, root: (FolderType, u32)) -> bool {
        let mut way = std::iter::successors(Some(self), |node| node.above(instance));
        way.any(|node| node.place() == root)
    }

    fn path(self, instance: &'a Instance) -> String {
        let above = self.above(instance).map_or(String::new(), |node| node.path(instance));
        format!("{above}/{}", self.name())
    }

    fn row(self, instance: &'a Instance) -> Value {
        let (description, kind, system, created_ms, updated_ms) = match self {
            Self::Folder(folder) => {
                let description = folder.description.as_deref().unwrap_or_default();
                let made = folder.created_ms;
                (description, folder.kind.as_str(), folder.system, made, made)
            }
            Self::Program(program) => {
                let (made, changed) = (program.created_ms, program.updated_ms);
                (program.description.as_str(), "Program", false, made, changed)
            }
        };
        let place = self.place();
        let letters = if place.0 == FolderType::Program { "PG" } else { "MF" };
        json!({
            "name": self.name(),
            "description": description,
            "createdAt": date(created_ms),
            "updatedAt": date(updated_ms),
            "url": if system { Value::Null } else { url(letters, place.1) },
            "folderId": folder_json(place),
            "folderType": kind,
            "parent": self.parent().map(folder_json),
            "path": self.path(instance),
            "isArchive": false,
            "isSystem": system,
            "accessZoneId": 1,
            "workspace": instance.workspace,
            "id": place.1,
        })
    }
}
