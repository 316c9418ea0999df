//! Assets as an instance defines them: partitions, lists, programs, campaigns, folders and so on.

/// A partition of the lead database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partition {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
}

/// A static list that is there from the start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaticListDefinition {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The folder or program that it lies in.
    pub place: (FolderType, u32),
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// A list that is a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SmartList {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The folder that it lies in.
    pub folder: u32,
    /// Which leads are in it; a smart list without a rule is refused by extracts.
    pub rule: Option<SmartListRule>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// Which leads a smart list holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SmartListRule {
    /// Those with a value in that field.
    NotEmpty(String),
    /// Those without one.
    Empty(String),
    /// Those whose field has one of those values, letter case ignored.
    Is(String, Vec<String>),
    /// Those whose field holds that text, letter case ignored.
    Contains(String, String),
    /// Those in that static list.
    InList(u32),
}

/// A status that members of a program can have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgramStatus {
    /// Its name.
    pub name: String,
    /// Its place in the progression.
    pub step: u32,
    /// Whether it is a success.
    pub success: bool,
}

/// A program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its type, such as `Default`, `Event`, `Engagement`.
    pub kind: String,
    /// Its channel.
    pub channel: String,
    /// Its status, such as `on`; empty for types that have none.
    pub status: String,
    /// The folder that it lies in.
    pub folder: u32,
    /// The statuses of its channel, in the order of their steps.
    pub statuses: Vec<ProgramStatus>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last changed.
    pub updated_ms: i64,
}

impl Program {
    /// The status of that name, letter case ignored.
    pub fn status_named(&self, name: &str) -> Option<&ProgramStatus> {
        self.statuses.iter().find(|status| status.name.eq_ignore_ascii_case(name))
    }
}

/// A token of a program or folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its name, without `{{my.` and `}}`.
    pub name: String,
    /// Its type, such as `text`.
    pub kind: String,
    /// Its value.
    pub value: String,
}

/// A smart campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Campaign {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// `batch` or `trigger`.
    pub kind: String,
    /// The program that it belongs to.
    pub program: Option<u32>,
    /// Whether it is active.
    pub active: bool,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last changed.
    pub updated_ms: i64,
}

/// What a folder id means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FolderType {
    /// A folder.
    Folder,
    /// A program, which holds assets as a folder does.
    Program,
}

impl FolderType {
    /// The provider's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Folder => "Folder",
            Self::Program => "Program",
        }
    }
}

/// A folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The folder above it.
    pub parent: Option<u32>,
    /// Its kind, such as `Zone` or `Marketing Folder`.
    pub kind: String,
    /// Whether it came with the instance.
    pub system: bool,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// A segmentation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segmentation {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The folder that it lies in.
    pub folder: u32,
    /// `approved` or `draft`.
    pub status: String,
    /// Its segments, by number and name.
    pub segments: Vec<(u32, String)>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// An email.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Email {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The folder or program that it lies in.
    pub folder: (FolderType, u32),
    /// `approved` or `draft`.
    pub status: String,
    /// Its subject line.
    pub subject: String,
    /// The name that it comes from.
    pub from_name: String,
    /// The mail address that it comes from.
    pub from_email: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
}
