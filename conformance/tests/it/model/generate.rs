//! Strategies: from the state of the model to a next step that is likely to matter.
//!
//! Every step is legal at any time, whatever shrinking has removed before it: a job that was
//! never created is an unknown one, a record that was never made an id that never existed.

use bulk_conformance::model::salesforce::{
    Cell, Command, JobName, NewJob, Newline, Operation, Org, RecordName, RecordRef, ResultSet,
    State, Upload,
};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::step::{Side, Step};

/// A step of this side, whose client also knows the jobs of the other one.
///
/// Weighted towards jobs that get somewhere: without jobs that end there are no records, and
/// without records no row that names one.
pub(crate) fn step(side: Side, own: &Org, other: &Org, next: JobName) -> BoxedStrategy<Step> {
    let over = |job: &JobName| match own.state(*job) {
        Some(State::Open | State::UploadComplete | State::InProgress) => false,
        Some(State::JobComplete | State::Aborted | State::Failed) | None => true,
    };
    let (over, going): (Vec<JobName>, Vec<JobName>) = own.jobs().partition(over);
    let pending = own.next_event().is_some();
    let mut choices = vec![
        (if pending { 6 } else { 1 }, wait().prop_map(move |ms| Step::Wait(side, ms)).boxed()),
        (
            if going.len() < 3 { 8 } else { 1 },
            create(next, &Known::of(own))
                .prop_map(move |new| Step::Call(side, Command::Create(new)))
                .boxed(),
        ),
        (1, Just(Step::Call(side, Command::List)).boxed()),
        (1, any_command(own, JobName(9_000)).prop_map(call(side)).boxed()),
    ];
    for job in going {
        choices.push((6, next_command(own, job).prop_map(call(side)).boxed()));
        choices.push((1, any_command(own, job).prop_map(call(side)).boxed()));
    }
    // The last jobs only, lest the old ones take up all the steps.
    for job in over.into_iter().rev().take(3) {
        choices.push((2, next_command(own, job).prop_map(call(side)).boxed()));
        choices.push((1, any_command(own, job).prop_map(call(side)).boxed()));
    }
    let foreign: Vec<JobName> = other.jobs().collect();
    if !foreign.is_empty() {
        let command = select(foreign).prop_flat_map(no_data);
        choices.push((1, command.prop_map(call(side)).boxed()));
    }
    proptest::strategy::Union::new_weighted(choices).boxed()
}

fn call(side: Side) -> impl Fn(Command) -> Step {
    move |command| Step::Call(side, command)
}

/// Around the queue (1 s) and a batch (300 ms); tenths, so that only closing times differ in ms.
fn wait() -> impl Strategy<Value = u64> {
    select(vec![100, 300, 1_000, 1_300, 5_000])
}

fn create(name: JobName, known: &Known) -> impl Strategy<Value = NewJob> + use<> {
    // What names records is worth little before there are any.
    let (live, deleted) = (!known.live.is_empty(), !known.deleted.is_empty());
    let kinds = prop_oneof![
        if live { 2 } else { 6 } => Just((Operation::Insert, None)),
        3 => Just((Operation::Upsert, Some("External_Id__c"))),
        1 => Just((Operation::Upsert, Some("Id"))),
        if deleted { 6 } else if live { 2 } else { 1 } => Just((Operation::Update, None)),
        if live { 5 } else { 1 } => Just((Operation::Delete, None)),
    ];
    let bad = prop_oneof![
        20 => Just(("Contact", None)),
        1 => Just(("contact", None)),
        1 => Just(("Blah", None)),
        1 => Just(("Contact", Some(None))),
        1 => Just(("Contact", Some(Some("Foo__c")))),
    ];
    let newline = prop_oneof![4 => Just(Newline::Lf), 1 => Just(Newline::Crlf)];
    // Not shrunk: the data of later steps was made for this operation.
    (kinds, bad, newline).no_shrink().prop_map(move |((operation, by), bad, newline)| {
        let (object, by) = match (operation, bad) {
            (Operation::Upsert, (object, Some(by))) => (object, by),
            (_, (object, _)) => (object, by),
        };
        let object = object.to_owned();
        let external_id = by.map(str::to_owned);
        NewJob { name, object, operation, external_id, line_ending: newline }
    })
}

/// What a sensible client does next with a job.
fn next_command(org: &Org, job: JobName) -> BoxedStrategy<Command> {
    match org.state(job) {
        Some(State::Open) if org.uploads(job) == 0 => data(org, job),
        Some(State::Open) => Just(Command::Close(job)).boxed(),
        Some(State::UploadComplete) | None => Just(Command::Info(job)).boxed(),
        Some(State::InProgress) => {
            prop_oneof![2 => Just(Command::Info(job)), 1 => Just(Command::Abort(job))].boxed()
        }
        Some(State::JobComplete | State::Aborted | State::Failed) => {
            sets().prop_map(move |set| Command::Results(job, set)).boxed()
        }
    }
}

fn any_command(org: &Org, job: JobName) -> impl Strategy<Value = Command> + use<> {
    prop_oneof![1 => data(org, job), 6 => no_data(job)]
}

fn no_data(job: JobName) -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(Command::Info(job)),
        Just(Command::Close(job)),
        Just(Command::Abort(job)),
        Just(Command::Delete(job)),
        sets().prop_map(move |set| Command::Results(job, set)),
    ]
}

fn sets() -> impl Strategy<Value = ResultSet> {
    select(vec![ResultSet::Successful, ResultSet::Failed, ResultSet::Unprocessed])
}

/// What one row is made of, before it is known which columns there are.
#[derive(Debug, Clone)]
struct Person {
    last_name: Option<&'static str>,
    external_id: Option<&'static str>,
    record: Option<Index>,
    deleted: bool,
    no_id: bool,
}

fn person() -> impl Strategy<Value = Person> {
    let names = weighted(0.85, select(vec!["Ann", "Bob", "Cy", " Dee "]));
    let keys = weighted(0.8, select(vec!["k1", "k2", "k3", "K1", "K2", "k4", "k5", "k6"]));
    let record = weighted(0.85, any::<Index>());
    let (deleted, no_id) = (prop::bool::weighted(0.35), prop::bool::weighted(0.08));
    (names, keys, record, deleted, no_id).prop_map(
        |(last_name, external_id, record, deleted, no_id)| Person {
            last_name,
            external_id,
            record,
            deleted,
            no_id,
        },
    )
}

fn data(org: &Org, job: JobName) -> BoxedStrategy<Command> {
    let Some(new) = org.job(job).cloned() else {
        return Just(Command::Upload(job, Upload::default())).boxed();
    };
    let known = Known::of(org);
    let puts = org.uploads(job);
    let columns = columns(&new);
    let flaws = prop_oneof![
        24 => Just(Flaw::None),
        2 => Just(Flaw::Nothing),
        2 => Just(Flaw::Column),
        2 => Just(Flaw::Newline),
    ];
    let upload = (columns, vec(person(), 1..8), flaws).prop_map(move |(columns, people, flaw)| {
        let mut upload = write(&new, puts, &columns, &people, known.clone());
        flaw.apply(&mut upload);
        Command::Upload(job, upload)
    });
    upload.boxed()
}

/// Columns that make sense for the job, in one of several orders and letterings.
fn columns(new: &NewJob) -> impl Strategy<Value = Vec<&'static str>> + use<> {
    let by_id = new.external_id.as_deref() == Some("Id");
    select(match new.operation {
        Operation::Insert => vec![
            vec!["LastName", "External_Id__c", "Description"],
            vec!["Description", "LASTNAME", "external_id__c"],
            vec!["LastName", "Description"],
            vec!["External_Id__c", "Description"],
        ],
        Operation::Upsert if by_id => vec![
            vec!["LastName", "External_Id__c", "Description"],
            vec!["Id", "LastName", "Description"],
        ],
        Operation::Upsert => vec![
            vec!["LastName", "External_Id__c", "Description"],
            vec!["External_Id__c", "Description", "LastName"],
        ],
        Operation::Update => vec![
            vec!["Id", "LastName", "External_Id__c", "Description"],
            vec!["Description", "ID"],
            vec!["LastName", "Description"],
        ],
        Operation::Delete => vec![vec!["Id"]],
    })
}

/// What is wrong with a whole file.
#[derive(Debug, Clone, Copy)]
enum Flaw {
    None,
    Nothing,
    Column,
    Newline,
}

impl Flaw {
    fn apply(self, upload: &mut Upload) {
        match self {
            Flaw::None => {}
            Flaw::Nothing => *upload = Upload::default(),
            Flaw::Column => {
                upload.columns.push("Bogus__c".to_owned());
                upload.rows.iter_mut().for_each(|row| row.push(Cell::Empty));
            }
            Flaw::Newline => {
                upload.newline = match upload.newline {
                    Newline::Lf => Newline::Crlf,
                    Newline::Crlf => Newline::Lf,
                }
            }
        }
    }
}

/// The records that a file can still name.
#[derive(Debug, Clone)]
struct Known {
    live: Vec<RecordName>,
    deleted: Vec<RecordName>,
}

impl Known {
    fn of(org: &Org) -> Self {
        let (mut live, mut deleted) = (Vec::new(), Vec::new());
        for (name, record) in org.records("Contact") {
            if record.deleted { deleted.push(name) } else { live.push(name) }
        }
        Known { live, deleted }
    }

    fn take(&mut self, person: &Person) -> Option<RecordName> {
        let pool = if person.deleted { &mut self.deleted } else { &mut self.live };
        let index = person.record.filter(|_| !pool.is_empty())?;
        Some(pool.swap_remove(index.index(pool.len())))
    }
}

/// The file. `Description` says which upload and row a record's values come from, so that each
/// state of each record can be told from all others; no file names one record twice.
fn write(
    new: &NewJob,
    puts: usize,
    columns: &[&str],
    people: &[Person],
    mut known: Known,
) -> Upload {
    let text = |text: Option<&str>| text.map_or(Cell::Empty, |text| Cell::Text(text.to_owned()));
    let mut rows = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let row_name = RecordName { job: new.name, row: number as u32 };
        let record = known.take(person).map_or(RecordRef::Never(row_name), RecordRef::Made);
        // The sheet has words for an empty Id in an update or upsert only, and none for an
        // empty key.
        let may_lack_id = matches!(new.operation, Operation::Update | Operation::Upsert);
        let needs_key = new.external_id.as_deref() == Some("External_Id__c");
        let key = person.external_id.or(needs_key.then_some("k7"));
        let cell = |column: &&str| match column.to_ascii_lowercase().as_str() {
            "id" if person.no_id && may_lack_id => Cell::Empty,
            "id" => Cell::Record(record),
            "lastname" => text(person.last_name),
            "external_id__c" => text(key),
            _ => Cell::Text(format!("j{}p{puts}r{number}", new.name.0)),
        };
        rows.push(columns.iter().map(cell).collect());
    }
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Upload { columns, rows, newline: new.line_ending }
}
