//! Validation rules: what refuses a record that is well formed field by field.
//! They see one record's values; they know no other record, no type and no message format.

use super::FieldIndex;

/// A rule that refuses a record when all of its conditions hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidationRule {
    /// Name of the rule; clients never see it.
    pub name: String,
    /// Text of the error, without code and field.
    pub message: String,
    /// Field that the error names; none when it sits at the top of the page.
    pub field: Option<FieldIndex>,
    /// Conditions, all of which must hold for the record to be refused.
    pub when: Vec<Condition>,
}

impl ValidationRule {
    /// Whether a record is refused whose values are `value_of`; an empty text is a blank value.
    pub fn refuses<'v>(&self, value_of: impl Fn(FieldIndex) -> &'v str) -> bool {
        self.when.iter().all(|condition| condition.is.holds(value_of(condition.field)))
    }
}

/// One field and what is asked of its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The field.
    pub field: FieldIndex,
    /// The test.
    pub is: Test,
}

/// A question to one value.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The value is empty.
    Blank,
    /// The value is not empty.
    NotBlank,
    /// The value is exactly this.
    Equals(String),
    /// The value is not exactly this; a blank value is not either.
    NotEquals(String),
    /// The value is a number below this; a blank value is none.
    LessThan(f64),
    /// The value is a number above this; a blank value is none.
    GreaterThan(f64),
}

impl Test {
    /// Whether the test holds for a value as it was sent.
    pub fn holds(&self, value: &str) -> bool {
        match self {
            Test::Blank => value.is_empty(),
            Test::NotBlank => !value.is_empty(),
            Test::Equals(wanted) => value == wanted,
            Test::NotEquals(unwanted) => value != unwanted,
            Test::LessThan(bound) => value.parse::<f64>().is_ok_and(|number| number < *bound),
            Test::GreaterThan(bound) => value.parse::<f64>().is_ok_and(|number| number > *bound),
        }
    }
}
