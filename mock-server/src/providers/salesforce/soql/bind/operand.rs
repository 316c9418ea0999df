//! One literal becomes a value of the type that it is compared with, or is of the wrong type.

use super::super::super::id::Id;
use super::super::super::schema::FieldType;
use super::super::ast::Literal;
use super::super::error::{Problem, Read};
use super::super::literal;
use super::super::query::{Comparison, Operand};
use crate::core::calendar::DAY_MS;
use crate::core::time::SimTime;

/// What a literal is compared with.
pub(super) struct Target<'a> {
    /// The type.
    pub(super) kind: FieldType,
    /// The name that messages call it by.
    pub(super) name: &'a str,
    /// Where it stands.
    pub(super) at: usize,
    /// The time that `TODAY` is about.
    pub(super) now: SimTime,
}

impl Target<'_> {
    /// The literal as a value of that type.
    pub(super) fn operand(&self, literal: &Literal<'_>) -> Read<Operand> {
        if let Literal::Null = literal {
            return Ok(Operand::Null);
        }
        if let Literal::Currency = literal {
            return Err(Problem::gap("amounts with a currency"));
        }
        match self.kind {
            FieldType::Id | FieldType::Reference => self.id(literal),
            FieldType::Boolean => match literal {
                Literal::Boolean(truth) => Ok(Operand::Boolean(*truth)),
                _ => Err(self.wrong()),
            },
            FieldType::Date => self.span(literal, 1),
            FieldType::Datetime => self.span(literal, DAY_MS),
            FieldType::Time => match literal {
                Literal::Time(at) => Ok(Operand::Span { from: *at, until: at + 1 }),
                _ => Err(self.wrong()),
            },
            kind if kind.is_number() => match literal {
                Literal::Number(number) => Ok(Operand::Number(*number)),
                _ => Err(self.wrong()),
            },
            _ => self
                .text(literal)
                .map(|text| if text.is_empty() { Operand::Null } else { Operand::Text(text) }),
        }
    }

    fn id(&self, literal: &Literal<'_>) -> Read<Operand> {
        let text = self.text(literal)?;
        if text.is_empty() {
            return Ok(Operand::Null);
        }
        Id::parse(&text).map(Operand::Id).ok_or_else(|| Problem::invalid_id(self.at, &text))
    }

    /// A span of time; a day has so many units.
    fn span(&self, literal: &Literal<'_>, day_units: i64) -> Read<Operand> {
        match literal {
            Literal::DateName(name) => {
                let (from, until) =
                    name.days(self.now.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date());
                Ok(Operand::Span { from: from * day_units, until: until * day_units })
            }
            Literal::Date(day) if day_units == 1 => {
                Ok(Operand::Span { from: *day, until: day + 1 })
            }
            Literal::Datetime(at) if day_units != 1 => {
                Ok(Operand::Span { from: *at, until: at + 1 })
            }
            _ => Err(self.wrong()),
        }
    }

    /// The text between the quotes.
    pub(super) fn text(&self, literal: &Literal<'_>) -> Read<String> {
        match literal {
            Literal::Text(inside) => Ok(literal::text(inside)),
            _ => Err(self.wrong()),
        }
    }

    /// A literal of another type.
    pub(super) fn wrong(&self) -> Problem {
        Problem::wrong_literal(self.at, self.name, kind_name(self.kind))
    }

    /// Refuses an operator that the type does not have: a boolean is equal or it is not.
    pub(super) fn check(&self, comparison: Comparison) -> Read<()> {
        let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if self.kind == FieldType::Boolean && !equality {
            return Err(self.invalid_operator());
        }
        Ok(())
    }

    /// Refuses `LIKE` of what is no text.
    pub(super) fn check_like(&self) -> Read<()> {
        if self.kind.is_text() && self.kind != FieldType::Multipicklist {
            return Ok(());
        }
        Err(self.invalid_operator())
    }

    /// An operator that the type does not have.
    pub(super) fn invalid_operator(&self) -> Problem {
        let kind = match self.kind {
            FieldType::Id | FieldType::Reference => "id",
            kind => kind_name(kind),
        };
        Problem::invalid_operator(self.at, kind)
    }
}

/// What messages call a type. Recorded for string, double, boolean, date and dateTime.
fn kind_name(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Boolean => "boolean",
        FieldType::Int | FieldType::Long => "int",
        FieldType::Double | FieldType::Currency | FieldType::Percent => "double",
        FieldType::Date => "date",
        FieldType::Datetime => "dateTime",
        FieldType::Time => "time",
        FieldType::Multipicklist => "multipicklist",
        _ => "string",
    }
}
