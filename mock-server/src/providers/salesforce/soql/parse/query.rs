//! The clauses of a query, in the order in which they must stand.

use super::super::ast::{Count, Group, Name, Order, Query, Selected, Selection, Value, What};
use super::super::error::{Problem, Read};
use super::super::lexer::Kind;
use super::cursor::Cursor;

/// Words that follow the object, so that they are no alias of it.
const CLAUSES: [&str; 6] = ["GROUP", "ORDER", "OFFSET", "FOR", "ALL", "UPDATE"];

impl<'t> Cursor<'t> {
    /// A whole query.
    pub(super) fn query(&mut self) -> Read<Query<'t>> {
        let mut query = self.head(Self::selection)?;
        if self.take_words("USING", "SCOPE") {
            query.scope = Some(self.name()?);
        }
        if self.take_word("WHERE") {
            query.filter = Some(self.condition()?);
        }
        while self.take_word("WITH") {
            self.with(&mut query)?;
        }
        if self.take_words("GROUP", "BY") {
            self.group_by(&mut query)?;
        }
        refuse_aliases(&query)?;
        if self.take_words("ORDER", "BY") {
            query.order = self.several(Self::order)?;
        }
        if self.take_word("LIMIT") {
            query.limit = Some(self.count()?);
        }
        if self.take_word("OFFSET") {
            query.offset = Some(self.count()?);
        }
        self.purposes()?;
        let at = self.peek().at;
        if self.take_words("ALL", "ROWS") {
            query.all_rows = Some(at);
        }
        Ok(query)
    }

    /// A query inside of a condition: it selects one thing, and has no order and
    /// no limit. Documented, unread.
    pub(super) fn inner_query(&mut self) -> Read<Query<'t>> {
        let mut query = self.head(Self::selection_of_one)?;
        if self.take_word("WHERE") {
            query.filter = Some(self.condition()?);
        }
        refuse_aliases(&query)?;
        Ok(query)
    }

    /// `SELECT … FROM …`
    fn head(&mut self, selection: fn(&mut Self) -> Read<Selection<'t>>) -> Read<Query<'t>> {
        self.need_word("SELECT")?;
        let select = selection(self)?;
        self.need_word("FROM")?;
        let from = self.path()?;
        let alias = self.alias()?;
        // Documented, unread: further entries name relationships, `FROM Contact c, c.Account a`.
        let mut gap = None;
        while self.take_sign(",") {
            self.path()?;
            self.alias()?;
            gap = Some("aliases of relationships in FROM");
        }
        Ok(Query {
            select,
            from,
            alias,
            scope: None,
            filter: None,
            group: None,
            having: None,
            order: Vec::new(),
            limit: None,
            offset: None,
            all_rows: None,
            gap,
        })
    }

    fn alias(&mut self) -> Read<Option<Name<'t>>> {
        if self.take_word("AS") {
            return self.name().map(Some);
        }
        let clause = CLAUSES.iter().any(|word| self.at_word(word));
        if self.at_name() && !clause { self.name().map(Some) } else { Ok(None) }
    }

    /// What follows `WITH`.
    fn with(&mut self, query: &mut Query<'t>) -> Read<()> {
        if ["SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE"].iter().any(|word| self.take_word(word))
        {
            return Ok(());
        }
        if !self.take_words("DATA", "CATEGORY") {
            return Err(self.unexpected());
        }
        query.gap = Some("WITH DATA CATEGORY");
        while self.at_name() && !CLAUSES.iter().any(|word| self.at_word(word)) {
            self.skip();
            if self.at_sign("(") {
                self.skip_parentheses()?;
            }
            self.take_word("AND");
        }
        Ok(())
    }

    fn group_by(&mut self, query: &mut Query<'t>) -> Read<()> {
        let spread = (self.at_word("ROLLUP") || self.at_word("CUBE")) && self.is_sign_ahead(1, "(");
        let keys = if spread {
            query.gap = Some("GROUP BY ROLLUP and GROUP BY CUBE");
            self.skip();
            self.skip_parentheses()?;
            Vec::new()
        } else {
            self.several(Self::value)?
        };
        query.group = Some(Group { keys });
        if self.take_word("HAVING") {
            query.having = Some(self.condition()?);
        }
        Ok(())
    }

    fn order(&mut self) -> Read<Order<'t>> {
        let value = self.value()?;
        let descending = self.take_word("DESC");
        if !descending {
            self.take_word("ASC");
        }
        let nulls_last = if self.take_word("NULLS") {
            let last = self.take_word("LAST");
            if !last {
                self.need_word("FIRST")?;
            }
            last
        } else {
            false
        };
        Ok(Order { value, descending, nulls_last })
    }

    fn count(&mut self) -> Read<Count> {
        let token = self.peek();
        let spelling = self.spelling(token);
        match token.kind {
            Kind::Number | Kind::Word => {
                let digits = spelling.bytes().all(|byte| byte.is_ascii_digit());
                let number = if digits { spelling.parse().ok() } else { None };
                let number = number.ok_or_else(|| Problem::no_count(token.at, spelling))?;
                self.skip();
                Ok(Count { number })
            }
            Kind::End => Err(Problem::no_count(token.at, "<EOF>")),
            Kind::Text | Kind::BadText(_) | Kind::OpenText | Kind::Sign(_) | Kind::Unknown => {
                Err(self.unexpected())
            }
        }
    }

    /// `FOR VIEW`, `FOR REFERENCE`, `FOR UPDATE`, `UPDATE TRACKING`, `UPDATE VIEWSTAT`: they change
    /// what is remembered, not what is answered.
    fn purposes(&mut self) -> Read<()> {
        while self.take_word("FOR") {
            let known = ["VIEW", "REFERENCE", "UPDATE"].iter().any(|word| self.take_word(word));
            if !known {
                return Err(self.unexpected());
            }
        }
        if self.take_word("UPDATE") && !["TRACKING", "VIEWSTAT"].iter().any(|w| self.take_word(w)) {
            return Err(self.unexpected());
        }
        Ok(())
    }
}

/// Aliases are for queries with groups, and for functions. Recorded: this comes before the question
/// whether the fields are there, so that `SELECT DISTINCT Id` is refused for its "alias".
fn refuse_aliases(query: &Query<'_>) -> Read<()> {
    let Selection::List(list) = &query.select else { return Ok(()) };
    if query.group.is_some() || list.iter().any(Selected::is_aggregate) {
        return Ok(());
    }
    let plain = |what: &What<'_>| matches!(what, What::Value(Value::Path(_)));
    let wrong = |entry: &&Selected<'_>| entry.alias.is_some() && plain(&entry.what);
    match list.iter().find(wrong) {
        Some(entry) => Err(Problem::alias_without_group(entry.at)),
        None => Ok(()),
    }
}
