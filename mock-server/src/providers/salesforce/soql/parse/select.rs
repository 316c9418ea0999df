//! The select list.

use super::super::ast::{FieldSet, Selected, Selection, What};
use super::super::error::Read;
use super::cursor::Cursor;

impl<'t> Cursor<'t> {
    /// What stands between `SELECT` and `FROM`.
    pub(super) fn selection(&mut self) -> Read<Selection<'t>> {
        let count =
            self.at_word("COUNT") && self.is_sign_ahead(1, "(") && self.is_sign_ahead(2, ")");
        if count {
            self.skip();
            self.skip_parentheses()?;
            return Ok(Selection::Count);
        }
        self.several(Self::selected).map(Selection::List)
    }

    /// A list of one, as of a query inside of a condition.
    pub(super) fn selection_of_one(&mut self) -> Read<Selection<'t>> {
        self.selected().map(|entry| Selection::List(vec![entry]))
    }

    fn selected(&mut self) -> Read<Selected<'t>> {
        let at = self.peek().at;
        let what = self.what()?;
        let alias = if self.take_word("AS") || self.at_name() { Some(self.name()?) } else { None };
        Ok(Selected { at, what, alias })
    }

    fn what(&mut self) -> Read<What<'t>> {
        if self.at_sign("(") {
            return self.children();
        }
        if self.at_word("TYPEOF") && !self.is_sign_ahead(1, ",") && !self.is_sign_ahead(1, ".") {
            return self.type_of();
        }
        if !self.is_sign_ahead(1, "(") {
            return self.value().map(What::Value);
        }
        if self.take_word("FIELDS") {
            return self.fields();
        }
        if self.take_word("toLabel") {
            self.need_sign("(")?;
            let path = self.path()?;
            self.need_sign(")")?;
            return Ok(What::Label(path));
        }
        self.value().map(What::Value)
    }

    /// A query for children.
    fn children(&mut self) -> Read<What<'t>> {
        self.need_sign("(")?;
        let query = self.deeper(Self::query)?;
        self.need_sign(")")?;
        Ok(What::Children(Box::new(query)))
    }

    /// `TYPEOF path WHEN object THEN fields … ELSE fields END`
    fn type_of(&mut self) -> Read<What<'t>> {
        self.need_word("TYPEOF")?;
        self.path()?;
        if !self.at_word("WHEN") {
            return Err(self.unexpected());
        }
        while self.take_word("WHEN") {
            self.path()?;
            self.need_word("THEN")?;
            self.several(Self::value)?;
        }
        if self.take_word("ELSE") {
            self.several(Self::value)?;
        }
        self.need_word("END")?;
        Ok(What::TypeOf)
    }

    /// What follows `FIELDS`.
    fn fields(&mut self) -> Read<What<'t>> {
        self.need_sign("(")?;
        let sets = [
            ("ALL", FieldSet::All),
            ("STANDARD", FieldSet::Standard),
            ("CUSTOM", FieldSet::Custom),
        ];
        let Some((_, set)) = sets.into_iter().find(|(word, _)| self.at_word(word)) else {
            return Err(self.unexpected());
        };
        self.skip();
        self.need_sign(")")?;
        Ok(What::Fields(set))
    }
}
