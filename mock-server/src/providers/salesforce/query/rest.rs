//! REST queries: answered page by page in JSON, with a cursor of their own (section 2).
//!
//! Documented, unread: 2000 rows a page, fewer or none other on request (`Sforce-Query-Options`,
//! 200 to 2000); a cursor is an id of prefix `01g`, and the next page's URL is that id, a hyphen and
//! the row at which the page begins.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::record::Record;
use super::super::schema::KeyPrefix;
use super::super::service::Caller;
use super::super::soql::{
    self, ByParent, Children, Door, Enough, Progress, Query, Reading, ResultSet, Run, Scope,
    Select, TooManyToSort, children_of, group_json, record_json,
};
use super::super::tables::Tables;
use super::super::version::ApiVersion;
use super::super::world::World;
use super::spec::QueryOperation;

/// The least and the greatest page that a client may ask for. Documented, unread.
const PAGE_ROWS_MIN: u64 = 200;
const PAGE_ROWS_MAX: u64 = 2000;

/// Results that clients are paging through.
#[derive(Clone, Default)]
pub struct Cursors {
    kept: VecDeque<(u64, Arc<ResultSet>)>,
    made: u64,
}

impl Cursors {
    fn keep(&mut self, results: Arc<ResultSet>, most: usize) -> u64 {
        self.made += 1;
        self.kept.push_back((self.made, results));
        while self.kept.len() > most.max(1) {
            self.kept.pop_front();
        }
        self.made
    }

    fn get(&self, number: u64) -> Option<&Arc<ResultSet>> {
        self.kept.iter().find(|(kept, _)| *kept == number).map(|(_, results)| results)
    }
}

/// A REST query to be run with no lock held.
pub struct RestQuery {
    query: Arc<Query>,
    tables: Arc<Tables>,
    scope: Scope,
    run: Option<Run>,
}

impl RestQuery {
    /// What its columns are; nothing is looked at for that.
    pub fn columns(&self) -> Value {
        soql::columns_json(&self.query)
    }

    /// Looks at all rows in one go.
    ///
    /// # Errors
    /// As [`RestQuery::advance`].
    pub fn run(mut self) -> Result<ResultSet, ApiError> {
        loop {
            if let Some(found) = self.advance(u32::MAX)? {
                return Ok(found);
            }
        }
    }

    /// Looks at some more rows; what was found, once all is seen.
    ///
    /// # Errors
    /// There is more to sort than may be.
    pub fn advance(&mut self, rows: u32) -> Result<Option<ResultSet>, ApiError> {
        let gap = |why: TooManyToSort| ApiError::gap(&why.to_string());
        let mut run = match self.run.take() {
            Some(run) => run,
            None => Run::start(Arc::clone(&self.query), Arc::clone(&self.tables), self.scope)
                .map_err(gap)?,
        };
        let until = run.examined().saturating_add(u64::from(rows));
        match run.advance(until).map_err(gap)? {
            Progress::Done => Ok(Some(run.finish())),
            Progress::More => {
                self.run = Some(run);
                Ok(None)
            }
        }
    }
}

/// A page of a REST query, to be made into JSON with no lock held.
pub struct QueryAnswer {
    results: Arc<ResultSet>,
    offset: u64,
    rows: u64,
    next: Option<String>,
    version: ApiVersion,
    scope: Scope,
}

impl QueryAnswer {
    /// The JSON.
    ///
    /// # Errors
    /// There are more children to sort than may be.
    pub fn json(&self) -> Result<Value, ApiError> {
        let mut records: Vec<Value> = Vec::new();
        match &self.results.query.select {
            Select::Count => {}
            Select::Groups(grouping) => {
                let rows = self.results.groups().iter().skip(self.offset as usize);
                let page = rows.take(self.rows as usize);
                records.extend(page.map(|row| group_json(grouping, row)));
            }
            Select::Rows(columns) => {
                let children = self.children()?;
                self.each(|tables, record| {
                    let json = record_json(tables, record, columns, &children, self.version);
                    records.push(json);
                });
            }
        }
        let mut answer = Map::new();
        answer.insert("totalSize".into(), json!(self.results.total()));
        answer.insert("done".into(), json!(self.next.is_none()));
        if let Some(next) = &self.next {
            answer.insert("nextRecordsUrl".into(), json!(next));
        }
        answer.insert("records".into(), Value::Array(records));
        Ok(Value::Object(answer))
    }

    /// The children that are asked for with the rows of the page.
    fn children(&self) -> Result<Vec<(&Children, ByParent)>, ApiError> {
        let query = &self.results.query;
        if query.children.is_empty() {
            return Ok(Vec::new());
        }
        let mut parents = Vec::new();
        self.each(|_, record| parents.push(record.id()));
        let (tables, scope) = (&self.results.tables, self.scope);
        let found = |asked| {
            let found = children_of(asked, &parents, tables, scope);
            found.map(|found| (asked, found)).map_err(|why| ApiError::gap(&why.to_string()))
        };
        query.children.iter().map(found).collect()
    }

    fn each(&self, mut see: impl FnMut(&Tables, &Record<'_>)) {
        let mut cursor = self.results.rows(self.offset, self.rows);
        while cursor.read(|tables, record| {
            see(tables, record);
            Enough::No
        }) {}
    }
}

impl World {
    /// Reads a REST query.
    ///
    /// # Errors
    /// What the provider says of the query.
    pub fn rest_query(
        &self,
        caller: &Caller,
        text: &str,
        operation: QueryOperation,
    ) -> Result<RestQuery, ApiError> {
        let reading = Reading {
            schema: self.tables.schema(),
            now: caller.now,
            door: Door::Rest,
            version: caller.version,
            messages: &self.settings.messages,
        };
        let query = Arc::new(soql::read(text, &reading)?);
        let scope = self.query_scope(operation);
        Ok(RestQuery { query, tables: Arc::new(self.tables.clone()), scope, run: None })
    }

    /// The first page of what a REST query found; the rest is kept for its next page.
    ///
    /// # Errors
    /// There are more groups than one page has.
    pub fn first_answer(
        &mut self,
        caller: &Caller,
        results: ResultSet,
        page_rows: Option<u64>,
    ) -> Result<QueryAnswer, ApiError> {
        let results = Arc::new(results);
        let rows = self.answer_rows(page_rows);
        if results.groups().len() as u64 > rows {
            return Err(ApiError::too_many_groups());
        }
        let next = (results.has_rows() && results.total() > rows).then(|| {
            let most = self.settings.query_cursors_max;
            let number = self.cursors.keep(Arc::clone(&results), most);
            next_url(caller, &self.cursor_id(number), rows)
        });
        let (version, scope) = (caller.version, self.scope_of(&results));
        Ok(QueryAnswer { results, offset: 0, rows, next, version, scope })
    }

    /// A later page.
    ///
    /// # Errors
    /// The locator is not known, or no longer.
    pub fn next_answer(
        &self,
        caller: &Caller,
        locator: &str,
        page_rows: Option<u64>,
    ) -> Result<QueryAnswer, ApiError> {
        let found = || {
            let (id, offset) = locator.split_once('-')?;
            let id = Id::parse(id).filter(|id| id.prefix() == CURSOR_PREFIX)?;
            let results = self.cursors.get(self.tables.ids().number(&id)?)?;
            let offset: u64 = offset.parse().ok().filter(|row| *row < results.total())?;
            Some((id, Arc::clone(results), offset))
        };
        let (id, results, offset) = found().ok_or_else(ApiError::invalid_query_locator)?;
        let rows = self.answer_rows(page_rows);
        let end = offset.saturating_add(rows);
        let next = (end < results.total()).then(|| next_url(caller, &id, end));
        let (version, scope) = (caller.version, self.scope_of(&results));
        Ok(QueryAnswer { results, offset, rows, next, version, scope })
    }

    fn answer_rows(&self, asked: Option<u64>) -> u64 {
        let own = self.settings.rest_page_rows.max(1);
        asked.map_or(own, |rows| rows.clamp(PAGE_ROWS_MIN.min(own), PAGE_ROWS_MAX))
    }

    fn scope_of(&self, results: &ResultSet) -> Scope {
        Scope { deleted: results.deleted, sorted_rows_max: self.settings.sorted_rows_max }
    }

    fn cursor_id(&self, number: u64) -> Id {
        let prefix = KeyPrefix::from_text(CURSOR_PREFIX).unwrap_or(KeyPrefix::JOB);
        self.tables.ids().id(prefix, number)
    }
}

/// What ids of query cursors begin with.
const CURSOR_PREFIX: &str = "01g";

fn next_url(caller: &Caller, id: &Id, offset: u64) -> String {
    format!("/services/data/v{}/query/{id}-{offset}", caller.version)
}
