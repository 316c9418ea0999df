//! The text of a query, in one of the many ways to write it.

use super::condition::{Condition, Literal, Operator, SubQuery};
use super::dates::{day_text, instant_text};
use super::pattern::Part;
use super::query::{Column, Function, Nulls, Order, Path, Query, Select};
use super::store::Store;
use super::value::Value;

/// Choices between spellings: any bytes, used one after the other and over again.
#[derive(Debug, Clone)]
pub struct Spelling {
    bytes: Vec<u8>,
    at: usize,
}

impl Spelling {
    /// Choices from bytes. No bytes, or zeros: the plain spelling.
    pub fn new(bytes: Vec<u8>) -> Self {
        Spelling { bytes, at: 0 }
    }

    fn pick<'a>(&mut self, ways: &[&'a str]) -> &'a str {
        ways[self.number(ways.len())]
    }

    fn number(&mut self, below: usize) -> usize {
        self.at += 1;
        match self.bytes.len() {
            0 => 0,
            count => usize::from(self.bytes[self.at % count]) % below,
        }
    }

    /// A word in some letter case.
    fn word(&mut self, word: &str) -> String {
        match self.number(4) {
            0 | 1 => word.to_owned(),
            2 => word.to_ascii_lowercase(),
            _ => word.to_ascii_uppercase(),
        }
    }

    fn gap(&mut self) -> &'static str {
        self.pick(&[" ", " ", " ", "  ", "\n", "\t", "\r\n "])
    }

    fn maybe_gap(&mut self) -> &'static str {
        self.pick(&["", "", "", " ", "\n"])
    }
}

/// Who writes, for which object, and under which name it goes there.
struct Writer<'a> {
    spelling: &'a mut Spelling,
    store: &'a Store,
    alias: String,
}

/// A query's text.
pub fn spell(query: &Query, store: &Store, spelling: &mut Spelling) -> String {
    let alias = spelling.pick(&["", "", "", query.object, "x"]).to_owned();
    let mut writer = Writer { spelling, store, alias };
    let mut words = vec![writer.word("SELECT"), writer.select(&query.select)];
    words.push(writer.word("FROM"));
    words.push(writer.word(query.object));
    if writer.alias == "x" {
        words.push("x".to_owned());
    }
    if let Some(condition) = &query.filter {
        words.extend([writer.word("WHERE"), writer.condition(condition, true)]);
    }
    if !query.group.is_empty() {
        let paths: Vec<String> = query.group.iter().map(|path| writer.path(path)).collect();
        words.extend([writer.word("GROUP"), writer.word("BY"), writer.list(paths)]);
    }
    if let Some(condition) = &query.having {
        words.extend([writer.word("HAVING"), writer.condition(condition, true)]);
    }
    if !query.order.is_empty() {
        let orders = query.order.iter().map(|order| writer.order(order)).collect();
        words.extend([writer.word("ORDER"), writer.word("BY"), writer.list(orders)]);
    }
    for (word, number) in [("LIMIT", query.limit), ("OFFSET", query.offset)] {
        if let Some(number) = number {
            words.extend([writer.word(word), number.to_string()]);
        }
    }
    writer.lines(words)
}

impl Writer<'_> {
    fn word(&mut self, word: &str) -> String {
        self.spelling.word(word)
    }

    fn lines(&mut self, words: Vec<String>) -> String {
        let mut text = String::new();
        for word in words {
            if !text.is_empty() {
                text += self.spelling.gap();
            }
            text += &word;
        }
        text
    }

    fn list(&mut self, parts: Vec<String>) -> String {
        let mut text = String::new();
        for part in parts {
            if !text.is_empty() {
                text += self.spelling.maybe_gap();
                text += ",";
                text += self.spelling.pick(&[" ", "", "\n"]);
            }
            text += &part;
        }
        text
    }

    fn select(&mut self, select: &Select) -> String {
        let parts = match select {
            Select::Fields(paths) => paths.iter().map(|path| self.path(path)).collect(),
            Select::Count => vec![self.word("COUNT") + "()"],
            Select::Groups(columns) => columns.iter().map(|column| self.column(column)).collect(),
        };
        self.list(parts)
    }

    fn path(&mut self, path: &Path) -> String {
        let alias = self.alias.clone();
        let head =
            if alias.is_empty() || self.spelling.number(2) == 0 { None } else { Some(&*alias) };
        let words: Vec<String> = head
            .into_iter()
            .chain(path.iter().copied())
            .map(|word| self.spelling.word(word))
            .collect();
        words.join(".")
    }

    fn column(&mut self, column: &Column) -> String {
        match column {
            Column::Field(path) => self.path(path),
            Column::Total(total) => {
                let word = match total.function {
                    Function::Count => "COUNT",
                    Function::CountDistinct => "COUNT_DISTINCT",
                    Function::Sum => "SUM",
                    Function::Avg => "AVG",
                    Function::Min => "MIN",
                    Function::Max => "MAX",
                };
                let (word, of) = (self.word(word), self.path(&total.of));
                format!("{word}({of})")
            }
        }
    }

    fn order(&mut self, order: &Order) -> String {
        let mut words = vec![self.column(&order.by)];
        if order.descending {
            words.push(self.word("DESC"));
        } else if self.spelling.number(3) == 1 {
            words.push(self.word("ASC"));
        }
        match order.nulls {
            Nulls::Unsaid => {}
            Nulls::First => words.extend([self.word("NULLS"), self.word("FIRST")]),
            Nulls::Last => words.extend([self.word("NULLS"), self.word("LAST")]),
        }
        self.lines(words)
    }

    /// A condition; `alone` if nothing stands beside it that would need parentheses around it.
    fn condition(&mut self, condition: &Condition, alone: bool) -> String {
        let (text, needs) = match condition {
            Condition::All(parts) => (self.joined("AND", parts), true),
            Condition::Any(parts) => (self.joined("OR", parts), true),
            Condition::Not(inner) => (self.not(inner), true),
            Condition::Compare(column, operator, literal) => {
                (self.compare(column, *operator, literal), false)
            }
            Condition::In(column, not, literals) => {
                let literals = literals.iter().map(|literal| self.literal(literal)).collect();
                let list = self.list(literals);
                (self.in_list(column, *not, ["IN", "NOT IN"], &list), false)
            }
            Condition::Like(column, pattern) => {
                let words = vec![self.column(column), self.word("LIKE"), quoted_pattern(pattern)];
                (self.lines(words), false)
            }
            Condition::Includes(column, not, sets) => {
                let sets = sets.iter().map(|set| quoted(&set.join(";"))).collect();
                let list = self.list(sets);
                (self.in_list(column, *not, ["INCLUDES", "EXCLUDES"], &list), false)
            }
            Condition::Among(column, not, query) => {
                let inner = self.sub_query(query);
                (self.in_list(column, *not, ["IN", "NOT IN"], &inner), false)
            }
        };
        let layers = usize::from(needs && !alone) + self.spelling.number(8).saturating_sub(5);
        (0..layers).fold(text, |text, _| {
            format!("({}{text}{})", self.spelling.maybe_gap(), self.spelling.maybe_gap())
        })
    }

    fn joined(&mut self, word: &str, parts: &[Condition]) -> String {
        let mut words = Vec::new();
        for part in parts {
            if !words.is_empty() {
                words.push(self.word(word));
            }
            words.push(self.condition(part, parts.len() == 1));
        }
        self.lines(words)
    }

    fn not(&mut self, inner: &Condition) -> String {
        let word = self.word("NOT");
        let inner = self.condition(inner, false);
        let gap =
            if inner.starts_with('(') { self.spelling.maybe_gap() } else { self.spelling.gap() };
        word + gap + &inner
    }

    fn compare(&mut self, column: &Column, operator: Operator, literal: &Literal) -> String {
        let operator = match operator {
            Operator::Equal => "=",
            Operator::NotEqual => self.spelling.pick(&["!=", "<>"]),
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
        };
        let (column, literal) = (self.column(column), self.literal(literal));
        let (before, after) =
            (self.spelling.pick(&[" ", "", "\n"]), self.spelling.pick(&[" ", "", "\n"]));
        format!("{column}{before}{operator}{after}{literal}")
    }

    fn in_list(&mut self, column: &Column, not: bool, words: [&str; 2], list: &str) -> String {
        let column = self.column(column);
        let mut parts = vec![column];
        parts.extend(words[usize::from(not)].split(' ').map(|word| self.word(word)));
        let (before, inside) = (self.spelling.pick(&[" ", "", "\n"]), self.spelling.maybe_gap());
        let head = self.lines(parts);
        format!("{head}{before}({inside}{list}{inside})")
    }

    fn sub_query(&mut self, query: &SubQuery) -> String {
        let mut inner = Writer { spelling: self.spelling, store: self.store, alias: String::new() };
        let mut words = vec![inner.word("SELECT"), inner.path(&query.field)];
        words.extend([inner.word("FROM"), inner.word(query.object)]);
        if let Some(condition) = &query.filter {
            words.extend([inner.word("WHERE"), inner.condition(condition, true)]);
        }
        inner.lines(words)
    }

    fn literal(&mut self, literal: &Literal) -> String {
        match literal {
            Literal::Value(Value::Null) => self.word("NULL"),
            Literal::Value(Value::Text(text)) => quoted(text),
            Literal::Value(Value::Number(number)) => match self.spelling.number(3) {
                0 => number.to_string(),
                1 => format!("{number:.2}"),
                _ if *number >= 0.0 => format!("+{number}"),
                _ => number.to_string(),
            },
            Literal::Value(Value::Flag(flag)) => self.word(if *flag { "TRUE" } else { "FALSE" }),
            Literal::Value(Value::Day(day)) => day_text(*day),
            Literal::Value(Value::Instant(ms)) => self.instant(*ms),
            Literal::Record(object, place, short) => {
                let id = self.store.id(object, *place);
                quoted(if *short { &id[..15] } else { &id })
            }
            Literal::Days(days) => self.word(&days.text),
        }
    }

    /// An instant, with or without thousandths, in one of several zones.
    fn instant(&mut self, ms: i64) -> String {
        let (minutes, zone) =
            [(0, "Z"), (0, "+00:00"), (120, "+02:00"), (-570, "-09:30")][self.spelling.number(4)];
        let text = instant_text(ms + minutes * 60_000, "");
        let text = if self.spelling.number(2) == 0 { &text[..19] } else { &text };
        format!("{text}{zone}")
    }
}

fn quoted(text: &str) -> String {
    let inner: String = text.chars().map(escaped).collect();
    format!("'{inner}'")
}

fn escaped(char: char) -> String {
    match char {
        '\'' => "\\'".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        other => other.to_string(),
    }
}

fn quoted_pattern(pattern: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Any => "%".to_owned(),
        Part::One => "_".to_owned(),
        Part::Char('%') => "\\%".to_owned(),
        Part::Char('_') => "\\_".to_owned(),
        Part::Char(char) => escaped(*char),
    };
    format!("'{}'", pattern.iter().map(part).collect::<String>())
}
