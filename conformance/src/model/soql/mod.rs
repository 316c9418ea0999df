//! Reference model of SOQL: a query, its text, and the rows that it must give.
//!
//! Written from the SOQL reference as it is known; it must not know the fake. Naive on purpose:
//! every row is looked at, conditions are computed as they are written down, then sorted and cut.
//! Where the reference does not decide, as for rows that an `ORDER BY` leaves tied, the answer does
//! not either: [`Answer::check`] takes any rows that it allows.

mod answer;
mod condition;
mod dates;
mod eval;
mod group;
mod pattern;
mod query;
mod spell;
mod store;
mod value;

pub use answer::{Answer, Line};
pub use condition::{Condition, Literal, Operator, SubQuery};
pub use dates::{DateLiteral, Unit, day_text, instant_text};
pub use eval::{Scope, answer};
pub use pattern::{Part, Pattern};
pub use query::{Column, Function, Nulls, Order, Path, Query, Select, Total};
pub use spell::{Spelling, spell};
pub use store::{Field, Kind, Object, Parent, Row, Store};
pub use value::{Value, fold};
