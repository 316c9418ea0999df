//! Conditions: `AND`s or `OR`s, never both without parentheses, and `NOT` only where a condition begins.
//!
//! Documented, unread: "conditionExpression" of the reference has these three forms and no precedence.
//! Recorded: `AND NOT …` is refused at its `NOT`, `AND (NOT …)` is taken.

use super::super::ast::{Expr, Literal, Right, Test};
use super::super::dates::DateName;
use super::super::error::Read;
use super::super::lexer::Kind;
use super::super::literal::{Numeral, numeral};
use super::super::query::Comparison;
use super::cursor::Cursor;

const COMPARISONS: [(&str, Comparison); 7] = [
    ("=", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<>", Comparison::NotEqual),
    ("<", Comparison::Less),
    ("<=", Comparison::LessOrEqual),
    (">", Comparison::Greater),
    (">=", Comparison::GreaterOrEqual),
];

impl<'t> Cursor<'t> {
    /// A condition up to whatever cannot belong to it.
    pub(super) fn condition(&mut self) -> Read<Expr<'t>> {
        if self.take_word("NOT") {
            let denied = self.deeper(Self::simple)?;
            return Ok(Expr::Not(Box::new(denied)));
        }
        let first = self.simple()?;
        if self.at_word("AND") {
            return self.chain(first, "AND").map(Expr::All);
        }
        if self.at_word("OR") {
            return self.chain(first, "OR").map(Expr::Any);
        }
        Ok(first)
    }

    /// The rest of conditions with one word between them; the other word is refused.
    fn chain(&mut self, first: Expr<'t>, word: &str) -> Read<Vec<Expr<'t>>> {
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(self.simple()?);
        }
        if self.at_word("AND") || self.at_word("OR") {
            return Err(self.unexpected());
        }
        Ok(parts)
    }

    /// A test, or a condition in parentheses.
    fn simple(&mut self) -> Read<Expr<'t>> {
        if self.take_sign("(") {
            let inside = self.deeper(Self::condition)?;
            self.need_sign(")")?;
            return Ok(inside);
        }
        self.test().map(|test| Expr::Test(Box::new(test)))
    }

    fn test(&mut self) -> Read<Test<'t>> {
        let left = self.value()?;
        let right = self.right()?;
        Ok(Test { left, right })
    }

    fn right(&mut self) -> Read<Right<'t>> {
        if let Some((_, comparison)) = COMPARISONS.iter().find(|(sign, _)| self.at_sign(sign)) {
            self.skip();
            return Ok(Right::Compare(*comparison, self.literal()?));
        }
        if self.take_word("LIKE") {
            return self.literal().map(Right::Like);
        }
        if self.take_word("IN") {
            return self.members(false);
        }
        if self.take_words("NOT", "IN") {
            return self.members(true);
        }
        if self.take_word("INCLUDES") {
            return Ok(Right::Includes { negated: false, literals: self.literals()? });
        }
        if self.take_word("EXCLUDES") {
            return Ok(Right::Includes { negated: true, literals: self.literals()? });
        }
        Err(self.unexpected())
    }

    /// What follows `IN`.
    fn members(&mut self, negated: bool) -> Read<Right<'t>> {
        if !self.at_sign("(") {
            return Err(self.unexpected());
        }
        if !self.at_query() {
            return Ok(Right::In { negated, literals: self.literals()? });
        }
        self.need_sign("(")?;
        let query = self.deeper(Self::inner_query)?;
        self.need_sign(")")?;
        Ok(Right::InQuery { negated, query: Box::new(query) })
    }

    fn literals(&mut self) -> Read<Vec<Literal<'t>>> {
        self.need_sign("(")?;
        let literals = self.several(Self::literal)?;
        self.need_sign(")")?;
        Ok(literals)
    }

    fn literal(&mut self) -> Read<Literal<'t>> {
        let token = self.peek();
        let spelling = self.spelling(token);
        let found = match token.kind {
            Kind::Text => Some(Literal::Text(&spelling[1..spelling.len() - 1])),
            Kind::Number => numeral(spelling).map(|numeral| match numeral {
                Numeral::Number(number) => Literal::Number(number),
                Numeral::Date(day) => Literal::Date(day),
                Numeral::Datetime(at) => Literal::Datetime(at),
                Numeral::Time(at) => Literal::Time(at),
            }),
            Kind::Word if DateName::takes_number(spelling) => return self.counted_date(),
            Kind::Word => word(spelling),
            Kind::BadText(_) | Kind::OpenText | Kind::Sign(_) | Kind::Unknown | Kind::End => None,
        };
        let literal = found.ok_or_else(|| self.unexpected())?;
        self.skip();
        if matches!(literal, Literal::Currency) && self.peek().at == token.end {
            self.skip();
        }
        Ok(literal)
    }

    /// `LAST_N_DAYS:5`
    fn counted_date(&mut self) -> Read<Literal<'t>> {
        let token = self.skip();
        let name = self.spelling(token);
        self.need_sign(":")?;
        let number = self.spelling(self.peek());
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let count = if digits { number.parse().unwrap_or(u64::MAX) } else { 0 };
        match DateName::counted(name, count).filter(|_| digits) {
            Some(date) => {
                self.skip();
                Ok(Literal::DateName(date))
            }
            None => Err(self.unexpected()),
        }
    }
}

/// A literal that is a word.
fn word(spelling: &str) -> Option<Literal<'_>> {
    let is = |word: &str| spelling.eq_ignore_ascii_case(word);
    if is("NULL") {
        return Some(Literal::Null);
    }
    if is("TRUE") || is("FALSE") {
        return Some(Literal::Boolean(is("TRUE")));
    }
    let currency = |(code, amount): (&str, &str)| {
        let letters = code.bytes().all(|byte| byte.is_ascii_alphabetic());
        letters && !amount.is_empty() && amount.bytes().all(|byte| byte.is_ascii_digit())
    };
    if spelling.split_at_checked(3).is_some_and(currency) {
        return Some(Literal::Currency);
    }
    DateName::plain(spelling).map(Literal::DateName)
}
