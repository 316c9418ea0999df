//! What is wrong with a query, in the provider's words, and how the provider points at it.
//!
//! *Recorded*: seen in an answer of a real org that somebody pasted in public. *Documented, unread*:
//! on a page of the provider's that was not read again. *Assumed*: chosen by the pattern of others.

use super::super::errors::ApiError;

/// An error and the place in the query that it is about.
#[derive(Debug)]
pub(super) struct Problem {
    error: ApiError,
    at: Option<usize>,
}

/// What reading gives or what stops it.
pub(super) type Read<T> = Result<T, Problem>;

const MALFORMED: &str = "MALFORMED_QUERY";
const FIELD: &str = "INVALID_FIELD";
const OPERATOR: &str = "INVALID_QUERY_FILTER_OPERATOR";

/// How far the quotation goes at least to both sides of the place. Recorded: of a dozen pasted
/// messages all fit this number, widened to the next blank or comma.
const QUOTED: usize = 30;

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        Self { error, at: None }
    }
}

impl Problem {
    fn at(at: usize, code: &'static str, text: impl Into<String>) -> Self {
        Self { error: ApiError::of_query(code, text), at: Some(at) }
    }

    fn nowhere(code: &'static str, text: impl Into<String>) -> Self {
        ApiError::of_query(code, text).into()
    }

    /// Something the provider has and this server does not fake.
    pub(super) fn gap(what: &str) -> Self {
        ApiError::gap(what).into()
    }

    /// The answer: with a place, the text behind a quotation that points at it.
    pub(super) fn into_answer(self, text: &str) -> ApiError {
        let mut error = self.error;
        if let Some(at) = self.at {
            error.message = format!("{}{}", pointer(text, at), error.message);
        }
        error
    }

    // ---- Syntax

    /// A word that cannot stand there. Recorded.
    pub(super) fn unexpected(at: usize, word: &str) -> Self {
        Self::at(at, MALFORMED, format!("unexpected token: '{word}'"))
    }

    /// A text without its closing quote. Documented, unread (as Apex says it).
    pub(super) fn open_text(at: usize) -> Self {
        Self::at(at, MALFORMED, "mismatched character '<EOF>' expecting '''")
    }

    /// An escape that there is not. Documented, unread (as Apex says it).
    pub(super) fn bad_escape(at: usize, text: &str, escape: &str) -> Self {
        let text = format!(
            "Invalid string literal '{text}'. Illegal character sequence '{escape}' in string literal."
        );
        Self::at(at, MALFORMED, text)
    }

    /// `:name`. Recorded.
    pub(super) fn bind_variable(at: usize) -> Self {
        Self::at(at, MALFORMED, "Bind variables only allowed in Apex code")
    }

    /// No whole number behind `LIMIT` or `OFFSET`. Recorded.
    pub(super) fn no_count(at: usize, word: &str) -> Self {
        Self::at(at, MALFORMED, format!("expecting a colon, found '{word}'"))
    }

    /// Too many levels of parentheses. Text documented, unread; the limit is ours.
    pub(super) fn too_complicated() -> Self {
        let text = "query is either selecting too many fields or the filter conditions are too \
                    complicated.";
        Self::nowhere("QUERY_TOO_COMPLICATED", text)
    }

    /// More characters than a query may have. The limit is documented, the text assumed.
    pub(super) fn too_long() -> Self {
        Self::nowhere(MALFORMED, "SOQL statements cannot be longer than 100000 characters.")
    }

    /// `ALL ROWS`, which is Apex's. Documented, unread.
    pub(super) fn all_rows(at: usize) -> Self {
        Self::at(at, MALFORMED, "ALL ROWS not allowed in this context")
    }

    // ---- Names

    /// The object has no children of that name. Documented, unread.
    pub(super) fn unknown_children(at: usize, name: &str) -> Self {
        let text = format!(
            "Didn't understand relationship '{name}' in FROM part of query call. If you are \
             attempting to use a custom relationship, be sure to append the '__r' after the custom \
             relationship name. Please reference your WSDL or the describe call for the appropriate \
             names."
        );
        Self::at(at, "INVALID_TYPE", text)
    }

    /// The object is unknown. Recorded.
    pub(super) fn unknown_object(at: usize, name: &str) -> Self {
        let text = format!(
            "sObject type '{name}' is not supported. If you are attempting to use a custom object, \
             be sure to append the '__c' after the entity name. Please reference your WSDL or the \
             describe call for the appropriate names."
        );
        Self::at(at, "INVALID_TYPE", text)
    }

    /// The object cannot be asked for. Relied upon: a client looks at how it ends.
    pub(super) fn not_queryable(at: usize, name: &str) -> Self {
        let text = format!("entity type {name} does not support query");
        Self::at(at, "INVALID_TYPE_FOR_OPERATION", text)
    }

    /// The field is unknown. Recorded.
    pub(super) fn no_such_column(at: usize, field: &str, entity: &str) -> Self {
        let text = format!(
            "No such column '{field}' on entity '{entity}'. If you are attempting to use a custom \
             field, be sure to append the '__c' after the custom field name. Please reference your \
             WSDL or the describe call for the appropriate names."
        );
        Self::at(at, FIELD, text)
    }

    /// The relationship is unknown. Recorded.
    pub(super) fn no_relationship(at: usize, name: &str) -> Self {
        let text = format!(
            "Didn't understand relationship '{name}' in field path. If you are attempting to use a \
             custom relationship, be sure to append the '__r' after the custom relationship name. \
             Please reference your WSDL or the describe call for the appropriate names."
        );
        Self::at(at, FIELD, text)
    }

    /// More than five steps. The limit is documented, the text assumed.
    pub(super) fn too_far(at: usize) -> Self {
        let text = "cannot have more than five levels of relationships in a field path";
        Self::at(at, MALFORMED, text)
    }

    /// A scope that there is not. Code documented, text assumed.
    pub(super) fn unknown_scope(at: usize, name: &str) -> Self {
        Self::at(at, "INVALID_QUERY_SCOPE", format!("unknown scope: {name}"))
    }

    // ---- The select list

    /// A field that is selected twice. Documented.
    pub(super) fn duplicate_field(name: &str) -> Self {
        Self::nowhere(FIELD, format!("duplicate field selected: {name}"))
    }

    /// A name that two columns of groups have. Recorded.
    pub(super) fn duplicate_alias(at: usize, name: &str) -> Self {
        Self::at(at, MALFORMED, format!("duplicate alias: {name}"))
    }

    /// An alias in a query without groups. Recorded; where it points is assumed.
    pub(super) fn alias_without_group(at: usize) -> Self {
        Self::at(at, MALFORMED, "only aggregate expressions use field aliasing")
    }

    /// `FIELDS(ALL)` and `FIELDS(CUSTOM)` without a limit. Recorded.
    pub(super) fn fields_without_limit() -> Self {
        Self::nowhere(MALFORMED, "The SOQL FIELDS function must have a LIMIT of at most 200")
    }

    /// `FIELDS(CUSTOM)` of an object without such fields. Documented.
    pub(super) fn fields_without_field() -> Self {
        let text =
            "'FIELDS(...)' expansion function must result in at least one field being selected.";
        Self::nowhere(MALFORMED, text)
    }

    // ---- Groups

    /// A selected field that is not grouped. Recorded.
    pub(super) fn not_grouped(at: usize, name: &str) -> Self {
        Self::at(at, MALFORMED, format!("Field must be grouped or aggregated: {name}"))
    }

    /// An ordered field that is not grouped. Recorded.
    pub(super) fn order_not_grouped(at: usize, name: &str) -> Self {
        Self::at(at, MALFORMED, format!("Ordered field must be grouped or aggregated: {name}"))
    }

    /// `COUNT()` with groups. Documented, unread; the text is assumed.
    pub(super) fn count_of_groups() -> Self {
        Self::nowhere(MALFORMED, "Grouped query cannot use COUNT()")
    }

    /// `LIMIT` for one group of all. Recorded.
    pub(super) fn limit_of_aggregates() -> Self {
        let text = "Non-grouped query that uses overall aggregate functions cannot also use LIMIT";
        Self::nowhere(MALFORMED, text)
    }

    /// Recorded.
    pub(super) fn not_groupable(at: usize, name: &str) -> Self {
        Self::at(at, MALFORMED, format!("field '{name}' can not be grouped in a query call"))
    }

    /// Recorded.
    pub(super) fn not_aggregatable(at: usize, name: &str, function: &str) -> Self {
        let text = format!("field {name} does not support aggregate operator {function}");
        Self::at(at, MALFORMED, text)
    }

    /// A date function of something without that part. Assumed.
    pub(super) fn no_date_part(at: usize, name: &str) -> Self {
        Self::at(at, MALFORMED, format!("field {name} does not support date functions"))
    }

    // ---- Conditions and order

    /// Recorded.
    pub(super) fn not_filterable(at: usize, name: &str) -> Self {
        Self::at(at, FIELD, format!("field '{name}' can not be filtered in a query call"))
    }

    /// Recorded for addresses, assumed for locations.
    pub(super) fn compound_filter(at: usize, kind: &str) -> Self {
        let text = format!("{kind} fields can only be filtered using Distance expressions");
        Self::at(at, FIELD, text)
    }

    /// Recorded, the code included.
    pub(super) fn not_sortable(at: usize, name: &str) -> Self {
        Self::at(at, MALFORMED, format!("field '{name}' can not be sorted in a query call"))
    }

    /// A literal of another type than the field's. Recorded.
    pub(super) fn wrong_literal(at: usize, field: &str, kind: &str) -> Self {
        let quoted = if kind == "string" { "should" } else { "should not" };
        let text = format!(
            "value of filter criterion for field '{field}' must be of type {kind} and {quoted} be \
             enclosed in quotes"
        );
        Self::at(at, FIELD, text)
    }

    /// A text that is no id. Recorded (code), documented, unread (text).
    pub(super) fn invalid_id(at: usize, text: &str) -> Self {
        Self::at(at, OPERATOR, format!("invalid ID field: {text}"))
    }

    /// An operator that the type does not have. Recorded for ids, by pattern else.
    pub(super) fn invalid_operator(at: usize, kind: &str) -> Self {
        Self::at(at, OPERATOR, format!("invalid operator on {kind} field"))
    }

    /// `OFFSET` above its limit. Recorded.
    pub(super) fn offset_too_large(object: &str, max: u64) -> Self {
        let text = format!("Maximum SOQL offset allowed for apiName {object} is {max}");
        Self::nowhere("NUMBER_OUTSIDE_VALID_RANGE", text)
    }

    // ---- Queries inside of conditions

    /// Recorded.
    pub(super) fn nested_semi_join(at: usize) -> Self {
        Self::at(at, MALFORMED, "Nesting of semi join sub-selects is not supported")
    }

    /// Recorded.
    pub(super) fn semi_join_with_or(at: usize) -> Self {
        Self::at(at, MALFORMED, "Semi join sub-selects are not allowed with the 'OR' operator")
    }

    /// Recorded; that `NOT` is such a case is assumed.
    pub(super) fn semi_join_below(at: usize) -> Self {
        let text = "Semi join sub-selects are only allowed at the top level WHERE expressions";
        Self::at(at, MALFORMED, text)
    }

    /// Recorded.
    pub(super) fn too_many_semi_joins(at: usize) -> Self {
        Self::at(at, MALFORMED, "Maximum 2 semi join sub-selects are allowed")
    }

    /// Recorded.
    pub(super) fn semi_join_of_values(at: usize, name: &str) -> Self {
        let text = format!("semi join sub selects can only query id fields, cannot use: '{name}'");
        Self::at(at, MALFORMED, text)
    }

    /// Recorded for the inner field, by pattern for the outer one.
    pub(super) fn semi_join_too_far(at: usize, which: &str, name: &str) -> Self {
        let text = format!("The {which} '{name}' cannot have more than one level of relationships");
        Self::at(at, MALFORMED, text)
    }

    /// Recorded.
    pub(super) fn semi_join_same_object(at: usize) -> Self {
        let text = "The inner and outer selects should not be on the same object type";
        Self::at(at, MALFORMED, text)
    }

    /// Recorded.
    pub(super) fn semi_join_other_object(at: usize, inner: &str, outer: &str) -> Self {
        let text = format!(
            "The selected field '{inner}' in the subquery and the left operand field in the where \
             expression in the outer query '{outer}' should point to the same object type"
        );
        Self::at(at, MALFORMED, text)
    }

    /// That these objects are refused is documented, the text is documented, unread.
    pub(super) fn semi_join_object(at: usize, object: &str) -> Self {
        let text = format!("Entity '{object}' is not supported for semi join inner selects");
        Self::at(at, MALFORMED, text)
    }

    // ---- Bulk queries (4.5)

    /// The text is relied upon, the code seen.
    pub(super) fn bulk_compound() -> Self {
        Self::bulk("Selecting compound data not supported in Bulk Query")
    }

    /// What bulk queries do not take, in words that no source gives, or that two give
    /// differently: a setting.
    pub(super) fn bulk(text: &str) -> Self {
        Self::nowhere("API_ERROR", text)
    }
}

/// The line that holds the place, cut down to its surroundings, an arrow below, and where it is.
fn pointer(text: &str, at: usize) -> String {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let (before, after) = (&text[start..at], &text[at..end]);
    let row = text[..at].matches('\n').count() + 1;
    let column = before.chars().count() + 1;

    let ends_word = |c: char| c.is_whitespace() || c == ',';
    let from = before.char_indices().rev().take(QUOTED).last().map_or(at - start, |(at, _)| at);
    let from = before[..from]
        .rfind(ends_word)
        .map_or(0, |edge| edge + before[edge..].chars().next().map_or(0, char::len_utf8));
    let to = after.char_indices().nth(QUOTED).map_or(after.len(), |(at, _)| at);
    let to = after[to..].find(ends_word).map_or(after.len(), |edge| to + edge);
    let quoted = &before[from..];
    let indent = " ".repeat(quoted.chars().count());
    format!("\n{quoted}{}\n{indent}^\nERROR at Row:{row}:Column:{column}\n", &after[..to])
}
