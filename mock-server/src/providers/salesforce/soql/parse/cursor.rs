//! A walk over words: looking at the next one, taking it, refusing it.

use super::super::ast::{Name, Path};
use super::super::error::{Problem, Read};
use super::super::lexer::{Kind, Token, tokens};

/// Parentheses, `NOT` and queries inside of each other. Ours: it protects the stack.
const DEPTH_MAX: usize = 100;

/// Words that are no name of a field, nor an alias. Documented, unread.
const RESERVED: [&str; 18] = [
    "AND", "ASC", "DESC", "EXCLUDES", "FROM", "HAVING", "IN", "INCLUDES", "LIKE", "LIMIT", "NOT",
    "NULL", "NULLS", "OR", "SELECT", "USING", "WHERE", "WITH",
];

/// The words of a query, and how far the reading has come.
pub(super) struct Cursor<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, tokens: tokens(text), next: 0, depth: 0 }
    }

    /// The next word, which is the end for ever once the end is reached.
    pub(super) fn peek(&self) -> Token {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> Token {
        self.tokens[(self.next + by).min(self.tokens.len() - 1)]
    }

    pub(super) fn spelling(&self, token: Token) -> &'t str {
        &self.text[token.at..token.end]
    }

    /// Goes on to the word after the next one.
    pub(super) fn skip(&mut self) -> Token {
        let token = self.peek();
        self.next += 1;
        token
    }

    /// The problem with the next word.
    pub(super) fn unexpected(&self) -> Problem {
        let token = self.peek();
        let spelling = self.spelling(token);
        match token.kind {
            Kind::End => Problem::unexpected(token.at, "<EOF>"),
            Kind::OpenText => Problem::open_text(token.at),
            Kind::BadText(at) => {
                let escape: String = self.text[at..].chars().take(2).collect();
                Problem::bad_escape(token.at, &spelling[1..spelling.len() - 1], &escape)
            }
            Kind::Sign(":") => Problem::bind_variable(token.at),
            Kind::Word | Kind::Text | Kind::Number | Kind::Sign(_) | Kind::Unknown => {
                Problem::unexpected(token.at, spelling)
            }
        }
    }

    pub(super) fn end(&self) -> Read<()> {
        if self.peek().kind == Kind::End { Ok(()) } else { Err(self.unexpected()) }
    }

    // ---- Keywords and signs

    fn is_word_ahead(&self, by: usize, word: &str) -> bool {
        let token = self.ahead(by);
        token.kind == Kind::Word && self.spelling(token).eq_ignore_ascii_case(word)
    }

    pub(super) fn at_word(&self, word: &str) -> bool {
        self.is_word_ahead(0, word)
    }

    pub(super) fn at_words(&self, first: &str, second: &str) -> bool {
        self.is_word_ahead(0, first) && self.is_word_ahead(1, second)
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.at_word(word);
        self.next += usize::from(there);
        there
    }

    pub(super) fn take_words(&mut self, first: &str, second: &str) -> bool {
        let there = self.at_words(first, second);
        self.next += 2 * usize::from(there);
        there
    }

    pub(super) fn need_word(&mut self, word: &str) -> Read<()> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected()) }
    }

    pub(super) fn at_sign(&self, sign: &str) -> bool {
        self.is_sign_ahead(0, sign)
    }

    pub(super) fn is_sign_ahead(&self, by: usize, sign: &str) -> bool {
        matches!(self.ahead(by).kind, Kind::Sign(found) if found == sign)
    }

    pub(super) fn take_sign(&mut self, sign: &str) -> bool {
        let there = self.at_sign(sign);
        self.next += usize::from(there);
        there
    }

    pub(super) fn need_sign(&mut self, sign: &str) -> Read<()> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    // ---- Names

    /// Whether a query in parentheses follows.
    pub(super) fn at_query(&self) -> bool {
        self.at_sign("(") && self.is_word_ahead(1, "SELECT")
    }

    /// Whether the next word can be a name.
    pub(super) fn at_name(&self) -> bool {
        let token = self.peek();
        let spelling = self.spelling(token);
        token.kind == Kind::Word && !RESERVED.iter().any(|word| spelling.eq_ignore_ascii_case(word))
    }

    pub(super) fn name(&mut self) -> Read<Name<'t>> {
        if !self.at_name() {
            return Err(self.unexpected());
        }
        let token = self.skip();
        Ok(Name { text: self.spelling(token), at: token.at })
    }

    /// Names with dots between them.
    pub(super) fn path(&mut self) -> Read<Path<'t>> {
        let first = self.name()?;
        let mut names = vec![first.text];
        while self.take_sign(".") {
            if self.peek().kind != Kind::Word {
                return Err(self.unexpected());
            }
            let token = self.skip();
            names.push(self.spelling(token));
        }
        Ok(Path { names, at: first.at })
    }

    // ---- Depth and lists

    /// Reads something that may hold its like.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == DEPTH_MAX {
            return Err(Problem::too_complicated());
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// One or several, with commas between them.
    pub(super) fn several<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Read<T>,
    ) -> Read<Vec<T>> {
        let mut found = vec![read(self)?];
        while self.take_sign(",") {
            found.push(read(self)?);
        }
        Ok(found)
    }

    /// Passes over what stands in parentheses, and over them.
    pub(super) fn skip_parentheses(&mut self) -> Read<()> {
        self.need_sign("(")?;
        let mut open = 1;
        while open > 0 {
            match self.peek().kind {
                Kind::Sign("(") => open += 1,
                Kind::Sign(")") => open -= 1,
                Kind::Word | Kind::Text | Kind::Number | Kind::Sign(_) => {}
                Kind::BadText(_) | Kind::OpenText | Kind::Unknown | Kind::End => {
                    return Err(self.unexpected());
                }
            }
            self.skip();
        }
        Ok(())
    }
}
