//! What the client claims against what the org did.

use super::{Book, Claim, Ledger, Row};
use crate::csv::{difference, visible};
use crate::evidence::RowOutcome;
use crate::judge::{Finding, Judgement, Objection};

impl Ledger<'_> {
    /// All three books agree: what the org holds is what was given, and what the client claims is what
    /// became of it.
    ///
    /// # Errors
    /// The first difference.
    pub fn must_balance(&self) -> Judgement {
        self.must_hold_no_other()?;
        self.must_load_once()?;
        self.must_agree()
    }

    /// Every row that the org has dealt with is once in the client's books, in the right one; a book
    /// that the client does not hand over is not missed.
    ///
    /// # Errors
    /// The first row that is claimed wrongly, twice or not at all; not observed if the client hands over
    /// no books, or none whose rows can be told apart.
    pub fn must_agree(&self) -> Judgement {
        if self.books.is_empty() {
            return Err(Objection::NotObserved("the client hands over no rows".to_owned()));
        }
        self.must_claim_known_rows()?;
        for row in &self.rows {
            self.must_claim_once(row)?;
            self.must_claim_the_fate(row)?;
        }
        Ok(())
    }

    /// The rows that the client hands over have the values that were given, for who loads failed rows
    /// again takes them from there. Columns that it leaves out are not missed, nor what a blank became.
    ///
    /// # Errors
    /// The first value that came back as another.
    pub fn must_give_back(&self) -> Judgement {
        for row in &self.rows {
            row.claims.iter().try_for_each(|claim| self.must_be_as_given(row, claim))?;
        }
        Ok(())
    }

    fn must_be_as_given(&self, row: &Row<'_>, claim: &Claim<'_>) -> Judgement {
        for (name, cell) in self.given.header.iter().zip(row.cells) {
            let Some(given) = cell.as_text().filter(|_| !cell.is_blank()) else { continue };
            let Some(back) = claim.value(name) else { continue };
            let back = back.as_text().unwrap_or_default();
            if let Some(how) = difference(given, back) {
                let book = claim.book.name();
                let row = row.name();
                let what =
                    format!("{row} comes back as {book} with another value in `{name}`: {how}");
                return Err(Finding::new(what).differs(visible(given), visible(back)).into());
            }
        }
        Ok(())
    }

    fn must_claim_known_rows(&self) -> Judgement {
        let Some(strange) = self.strange_claims.first() else { return Ok(()) };
        let book = strange.book.name();
        match &strange.key {
            None => {
                let what = format!("the rows that the client calls {book} have no `{}`", self.key);
                Err(Objection::NotObserved(what))
            }
            Some(key) => {
                let shown = visible(key);
                let what =
                    format!("the client calls a row {book} that it was never given: {shown}");
                Err(Objection::fails(what))
            }
        }
    }

    fn must_claim_once(&self, row: &Row<'_>) -> Judgement {
        if row.claims.len() <= 1 {
            return Ok(());
        }
        let books: Vec<_> = row.claims.iter().map(|claim| claim.book.name()).collect();
        let what = format!("{} is {} times in the client's books", row.name(), books.len());
        Err(Finding::new(what).differs("once", books.join(", ")).into())
    }

    fn must_claim_the_fate(&self, row: &Row<'_>) -> Judgement {
        let Some(fate) = book_of(row) else { return must_not_be_claimed_done(row) };
        match row.claims.first() {
            Some(claim) if claim.book == fate => must_name_its_record(row, self.key),
            Some(claim) => {
                let what = format!("the client is wrong about what became of {}", row.name());
                Err(Finding::new(what).differs(fate.name(), claim.book.name()).into())
            }
            None if !self.books.contains(&fate) => Ok(()),
            None => {
                let what = format!("{} is in none of the client's books", row.name());
                Err(Finding::new(what).differs(fate.name(), "nothing").into())
            }
        }
    }
}

/// The book in which a row belongs; `None` if it never reached the org, or if its job is not over.
fn book_of(row: &Row<'_>) -> Option<Book> {
    if row.times_loaded() > 0 {
        return Some(Book::Success);
    }
    match row.fates.last()? {
        RowOutcome::Failed => Some(Book::Failed),
        RowOutcome::Unprocessed => Some(Book::Unprocessed),
        _ => None,
    }
}

fn must_not_be_claimed_done(row: &Row<'_>) -> Judgement {
    match row.claims.iter().find(|claim| claim.book == Book::Success) {
        Some(_) => {
            let what = format!("the client calls {} loaded, and the org never took it", row.name());
            Err(Objection::fails(what))
        }
        None => Ok(()),
    }
}

/// A claim that has both a key and an id is about one record, not two.
fn must_name_its_record(row: &Row<'_>, key: &str) -> Judgement {
    let other = row.claims.iter().filter_map(|claim| claim.key_of_id.as_ref());
    match other.into_iter().find(|other| **other != row.key) {
        Some(other) => {
            let what = format!("{} comes back with the id of another record", row.name());
            let place = |of: &str| format!("the record whose `{key}` is {}", visible(of));
            Err(Finding::new(what).differs(place(&row.key), place(other)).into())
        }
        None => Ok(()),
    }
}
