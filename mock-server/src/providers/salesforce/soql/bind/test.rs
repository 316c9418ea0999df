//! What a test does to a value, before it is known whether the value is a record's or a group's.

use super::super::ast::{Literal, Right};
use super::super::error::Read;
use super::super::literal;
use super::super::query::{Comparison, Operand, Pattern};
use super::operand::Target;

/// A test without its value.
pub(super) enum Tested {
    Compare(Comparison, Operand),
    Like(Pattern),
    In { negated: bool, operands: Vec<Operand> },
    Includes { negated: bool, sets: Vec<Vec<String>> },
}

/// Binds what stands to the right of a value; `None` for a query, which is no literal.
pub(super) fn bind(right: &Right<'_>, target: &Target<'_>) -> Read<Option<Tested>> {
    let tested = match right {
        Right::Compare(comparison, literal) => {
            target.check(*comparison)?;
            Tested::Compare(*comparison, target.operand(literal)?)
        }
        Right::Like(literal) => {
            target.check_like()?;
            match literal {
                Literal::Text(inside) => Tested::Like(literal::pattern(inside)),
                _ => return Err(target.wrong()),
            }
        }
        Right::In { negated, literals } => {
            let operands = literals.iter().map(|literal| target.operand(literal));
            Tested::In { negated: *negated, operands: operands.collect::<Read<_>>()? }
        }
        Right::Includes { negated, literals } => {
            let sets = literals.iter().map(|literal| set(literal, target));
            Tested::Includes { negated: *negated, sets: sets.collect::<Read<_>>()? }
        }
        Right::InQuery { .. } => return Ok(None),
    };
    Ok(Some(tested))
}

/// The values of a set, which are separated by semicolons.
fn set(literal: &Literal<'_>, target: &Target<'_>) -> Read<Vec<String>> {
    let text = target.text(literal)?;
    Ok(text.split(';').map(str::to_owned).collect())
}
