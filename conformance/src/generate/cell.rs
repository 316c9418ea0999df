//! Classes of cells: what tends to break between a caller's value and a provider's column.

use proptest::prelude::*;

use crate::csv::Delimiter;

/// A class of texts.
#[derive(Clone, Copy, Debug)]
pub struct CellClass {
    /// Its name in the counts of coverage.
    pub name: &'static str,
    /// What it is about.
    pub kind: Kind,
    /// The most characters that it gives.
    pub longest: usize,
    /// Its texts, for a file with this delimiter.
    pub strategy: fn(Delimiter) -> BoxedStrategy<String>,
}

/// What a class of texts is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nothing in particular.
    Plain,
    /// No text at all.
    Empty,
    /// White space at an end.
    Blank,
    /// Delimiters and quotes.
    Syntax,
    /// Line feeds inside.
    Lf,
    /// CR LF inside.
    CrLf,
    /// A carriage return alone inside.
    Cr,
    /// Backslashes, which escape nothing in CSV.
    Backslash,
    /// NUL and other controls.
    Control,
    /// Beyond ASCII.
    Unicode,
    /// Words and numbers that programs like to take for something else.
    Word,
    /// Salesforce's word for null, which nothing can escape.
    NotAvailable,
    /// What a spreadsheet would take for a formula.
    Formula,
    /// As long as a column, a buffer or a limit.
    Length,
    /// Longer than a column may be: the row is refused.
    TooLong,
}

/// The longest value of a Salesforce field in a file, in characters (salesforce-bulk2.md 3.12).
const FIELD_CHARS: usize = 131_072;

/// All classes. A line adds one.
#[rustfmt::skip]
pub const CELLS: &[CellClass] = &[
    class("cell: plain", Kind::Plain, |_| word().boxed()),
    class("cell: empty", Kind::Empty, |_| just("")),

    class("cell: leading blank", Kind::Blank, |_| around("  ", "")),
    class("cell: trailing blank", Kind::Blank, |_| around("", " ")),
    class("cell: leading tab", Kind::Blank, |_| around("\t", "")),
    class("cell: trailing tab", Kind::Blank, |_| around("", "\t")),
    class("cell: only blanks", Kind::Blank, |_| prop::sample::select(vec![" ", "  ", "\t ", "   \t"]).prop_map(str::to_owned).boxed()),
    class("cell: no-break space at the end", Kind::Blank, |_| around("", "\u{A0}")),

    class("cell: delimiter of the job", Kind::Syntax, |job| inside(char::from(job.byte()))),
    class("cell: delimiter of another dialect", Kind::Syntax, other_delimiter),
    class("cell: delimiter alone", Kind::Syntax, |job| just_owned(char::from(job.byte()).to_string())),
    class("cell: quote at the start", Kind::Syntax, |_| around("\"", "")),
    class("cell: quote in the middle", Kind::Syntax, |_| inside('"')),
    class("cell: quote at the end", Kind::Syntax, |_| around("", "\"")),
    class("cell: quote alone", Kind::Syntax, |_| just("\"")),
    class("cell: doubled quote", Kind::Syntax, |_| between("\"\"")),
    class("cell: quoted text and delimiter", Kind::Syntax, quoted_with),

    class("cell: LF inside", Kind::Lf, |_| between("\n")),
    class("cell: LF at the end", Kind::Lf, |_| around("", "\n")),
    class("cell: only LF", Kind::Lf, |_| one_of(&["\n", "\n\n"])),
    class("cell: blank line inside", Kind::Lf, |_| between("\n\n")),
    class("cell: CRLF inside", Kind::CrLf, |_| between("\r\n")),
    class("cell: CRLF at the end", Kind::CrLf, |_| around("", "\r\n")),
    class("cell: only CRLF", Kind::CrLf, |_| one_of(&["\r\n", "\r\n\r\n"])),
    class("cell: CR inside", Kind::Cr, |_| between("\r")),

    class("cell: backslash quote", Kind::Backslash, |_| between("\\\"")),
    class("cell: backslash delimiter", Kind::Backslash, |job| between_owned(format!("\\{}", char::from(job.byte())))),
    class("cell: backslash n", Kind::Backslash, |_| between("\\n")),
    class("cell: backslash at the end", Kind::Backslash, |_| around("", "\\")),

    class("cell: NUL inside", Kind::Control, |_| inside('\0')),
    class("cell: control character inside", Kind::Control, |_| c0()),
    class("cell: escape sequence", Kind::Control, |_| around("\u{1B}[31m", "\u{1B}[0m")),

    class("cell: BOM inside", Kind::Unicode, |_| inside('\u{FEFF}')),
    class("cell: U+0085 inside", Kind::Unicode, |_| inside('\u{85}')),
    class("cell: U+2028 inside", Kind::Unicode, |_| inside('\u{2028}')),
    class("cell: composed letter", Kind::Unicode, |_| between("\u{E9}\u{C5}")),
    class("cell: decomposed letter", Kind::Unicode, |_| between("e\u{301}A\u{30A}")),
    class("cell: compatibility form", Kind::Unicode, |_| between("\u{FB01}\u{2460}\u{FF21}")),
    class("cell: combining run", Kind::Unicode, |_| between("a\u{300}\u{301}\u{302}\u{303}\u{304}")),
    class("cell: astral", Kind::Unicode, |_| between("\u{1F9EA}\u{1F468}\u{200D}\u{1F469}\u{10FFFD}")),
    class("cell: right to left", Kind::Unicode, |_| between("\u{5E9}\u{5DC}\u{202E}\u{645}\u{631}")),
    class("cell: escape of a lone surrogate", Kind::Unicode, |_| between("\\ud800")),

    class("cell: word for nothing", Kind::Word, |_| one_of(&["null", "NULL", "None", "nil", "undefined", "NaN", "N/A", "[object Object]"])),
    class("cell: word for a truth value", Kind::Word, |_| one_of(&["true", "FALSE", "yes", "0"])),
    class("cell: number that is a text", Kind::Word, |_| one_of(&["007", "1e5", "+1", "-0", "1.0", "0x1F", "9007199254740993", "1,5"])),
    class("cell: moment at a change of clocks", Kind::Word, |_| one_of(&["2026-03-29T02:30:00", "2026-10-25T02:30:00+01:00", "29.03.2026", "2026-03-29"])),
    class("cell: #N/A", Kind::NotAvailable, |_| just("#N/A")),

    class("cell: formula", Kind::Formula, |_| one_of(&["=1+1", "=cmd|' /C calc'!A0", "=SUM(A1:B2)"])),
    class("cell: plus, minus or at", Kind::Formula, |_| (one_of(&["+", "-", "@"]), word()).prop_map(|(a, b)| a + &b).boxed()),
    class("cell: apostrophe first", Kind::Formula, |_| around("'", "")),

    sized("cell: 255 characters", 255, |_| long(255)),
    sized("cell: 256 characters", 256, |_| long(256)),
    sized("cell: 32 000 characters", 32_000, |_| long(32_000)),
    sized("cell: 64 KiB less one", 65_535, |_| long(65_535)),
    sized("cell: 131 072 characters", FIELD_CHARS, |_| long(FIELD_CHARS)),
    CellClass { kind: Kind::TooLong, ..sized("cell: 131 073 characters", FIELD_CHARS + 1, |_| long(FIELD_CHARS + 1)) },
];

/// A class of short texts.
const fn class(
    name: &'static str,
    kind: Kind,
    strategy: fn(Delimiter) -> BoxedStrategy<String>,
) -> CellClass {
    CellClass { name, kind, longest: 40, strategy }
}

const fn sized(
    name: &'static str,
    longest: usize,
    strategy: fn(Delimiter) -> BoxedStrategy<String>,
) -> CellClass {
    CellClass { name, kind: Kind::Length, longest, strategy }
}

/// A short word of letters that mean nothing to anybody.
fn word() -> impl Strategy<Value = String> {
    const LETTERS: &[char] =
        &['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'p', 'q', 'r', 's', 't'];
    prop::collection::vec(prop::sample::select(LETTERS), 2..=6)
        .prop_map(|letters| letters.into_iter().collect())
}

fn just(text: &'static str) -> BoxedStrategy<String> {
    just_owned(text.to_owned())
}

fn just_owned(text: String) -> BoxedStrategy<String> {
    Just(text).boxed()
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(texts).prop_map(str::to_owned).boxed()
}

fn around(before: &'static str, behind: &'static str) -> BoxedStrategy<String> {
    word().prop_map(move |word| format!("{before}{word}{behind}")).boxed()
}

fn between(middle: &'static str) -> BoxedStrategy<String> {
    between_owned(middle.to_owned())
}

fn between_owned(middle: String) -> BoxedStrategy<String> {
    (word(), word()).prop_map(move |(left, right)| format!("{left}{middle}{right}")).boxed()
}

fn inside(middle: char) -> BoxedStrategy<String> {
    between_owned(middle.to_string())
}

fn other_delimiter(job: Delimiter) -> BoxedStrategy<String> {
    let others: Vec<_> = Delimiter::ALL.into_iter().filter(|other| *other != job).collect();
    (word(), prop::sample::select(others), word())
        .prop_map(|(left, other, right)| format!("{left}{}{right}", char::from(other.byte())))
        .boxed()
}

fn quoted_with(job: Delimiter) -> BoxedStrategy<String> {
    let byte = char::from(job.byte());
    (word(), word()).prop_map(move |(a, b)| format!("{a} \"{a}{byte}{b}\"{byte} {b}")).boxed()
}

/// A control character that is no white space.
fn c0() -> BoxedStrategy<String> {
    let chars = ('\u{1}'..='\u{8}').chain('\u{E}'..='\u{1F}').chain(['\u{7F}']);
    (word(), prop::sample::select(chars.collect::<Vec<_>>()), word())
        .prop_map(|(left, char, right)| format!("{left}{char}{right}"))
        .boxed()
}

/// A text of so many characters whose parts can be told from each other.
fn long(chars: usize) -> BoxedStrategy<String> {
    word()
        .prop_map(move |word| {
            let mut text = String::with_capacity(chars + 16);
            let mut line = 0_u32;
            while text.len() < chars {
                text += &format!("{word}{line} ");
                line += 1;
            }
            text.truncate(chars - 1);
            text.push('z');
            text
        })
        .boxed()
}
