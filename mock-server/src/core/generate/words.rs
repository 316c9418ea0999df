//! A list of words, some drawn more often than others, each ready in the forms it is asked for.

use super::column::Fold;
use crate::core::csv;

/// Words up to this length are copied in one move of fixed size, which is faster than their length.
const SHORT: usize = 32;

/// A text that is appended often.
#[derive(Clone, Debug)]
pub(super) struct Text {
    padded: [u8; SHORT],
    bytes: Box<[u8]>,
}

impl Text {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut padded = [0; SHORT];
        if bytes.len() <= SHORT {
            padded[..bytes.len()].copy_from_slice(bytes);
        }
        Self { padded, bytes: bytes.into() }
    }

    #[inline]
    pub(super) fn append(&self, out: &mut Vec<u8>) {
        let length = self.bytes.len();
        if length <= SHORT {
            let end = out.len() + length;
            out.extend_from_slice(&self.padded);
            out.truncate(end);
        } else {
            out.extend_from_slice(&self.bytes);
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[derive(Clone, Debug)]
struct Word {
    plain: Text,
    quoted: Text,
    lower: Text,
    ascii: Text,
}

/// A list of words with weights.
#[derive(Clone, Debug)]
pub struct Words {
    words: Vec<Word>,
    /// For each part of all draws its word; empty where all words are as likely.
    slots: Vec<u16>,
}

impl Words {
    /// Words in order, each with how many times as often as a word of weight 1 it is drawn. There
    /// must be one with a weight at least, 65 535 words at most, and weights add up to a million at
    /// most.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Self {
        let (mut list, mut slots) = (Vec::new(), Vec::new());
        let mut weighted = false;
        for (word, weight) in words {
            let mut quoted = Vec::new();
            csv::quoted(&mut quoted, word.as_bytes());
            slots.extend(std::iter::repeat_n(list.len() as u16, weight as usize));
            weighted |= weight != 1;
            list.push(Word {
                plain: Text::new(word.as_bytes()),
                quoted: Text::new(&quoted),
                lower: Text::new(word.to_lowercase().as_bytes()),
                ascii: Text::new(to_ascii(word).as_bytes()),
            });
        }
        assert!(!slots.is_empty(), "a list of words has a word to draw");
        Self { words: list, slots: if weighted { slots } else { Vec::new() } }
    }

    /// The most characters that a word has.
    pub fn chars_max(&self) -> usize {
        let chars = |word: &Word| String::from_utf8_lossy(word.plain.bytes()).chars().count();
        self.words.iter().map(chars).max().unwrap_or(0)
    }

    /// The words, in their order.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> + '_ {
        self.words.iter().map(|word| String::from_utf8_lossy(word.plain.bytes()).into_owned())
    }

    /// The place of the word that a draw leads to.
    #[inline]
    pub(super) fn drawn_place(&self, drawn: u64) -> usize {
        let high = drawn >> 32;
        if self.slots.is_empty() {
            return ((high * self.words.len() as u64) >> 32) as usize;
        }
        let slot = ((high * self.slots.len() as u64) >> 32) as usize;
        usize::from(self.slots[slot])
    }

    #[inline]
    fn drawn(&self, drawn: u64) -> &Word {
        &self.words[self.drawn_place(drawn)]
    }

    pub(super) fn plain(&self, drawn: u64) -> &[u8] {
        self.drawn(drawn).plain.bytes()
    }

    #[inline]
    pub(super) fn append(&self, drawn: u64, fold: Fold, out: &mut Vec<u8>) {
        let word = self.drawn(drawn);
        match fold {
            Fold::None => &word.plain,
            Fold::Lower => &word.lower,
            Fold::Ascii => &word.ascii,
        }
        .append(out);
    }

    #[inline]
    pub(super) fn append_quoted(&self, drawn: u64, out: &mut Vec<u8>) {
        self.drawn(drawn).quoted.append(out);
    }

    pub(super) fn longest(&self) -> usize {
        self.words.iter().map(|word| word.plain.bytes().len()).max().unwrap_or(0)
    }

    pub(super) fn hold_quotes(&self) -> bool {
        self.words.iter().any(|word| word.plain.bytes().contains(&b'"'))
    }

    pub(super) fn overhead_bytes(&self) -> usize {
        let texts = self.words.len() * 4 * self.longest();
        self.words.capacity() * size_of::<Word>() + texts + self.slots.capacity() * 2
    }
}

/// A word as it stands in a mail address: lower case, accents dropped, letters and digits only.
pub(super) fn to_ascii(word: &str) -> String {
    word.to_lowercase().chars().filter_map(letters).collect()
}

/// What stands for a lower-case letter in an address.
fn letters(letter: char) -> Option<&'static str> {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(at) = ASCII.find(letter) {
        return ASCII.get(at..=at);
    }
    let (_, plain) = ACCENTED.iter().find(|(accented, _)| accented.contains(letter))?;
    Some(plain)
}

const ACCENTED: [(&str, &str); 22] = [
    ("àáâãåāăą", "a"),
    ("äæ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľł", "l"),
    ("ñńņň", "n"),
    ("òóôõōŏő", "o"),
    ("öøœ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("ùúûũūŭůűų", "u"),
    ("ü", "ue"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
];
