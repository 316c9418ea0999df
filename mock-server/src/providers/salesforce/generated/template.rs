//! The text of a template: `{FirstName:ascii}.{key:8}@example.com`.
//! It knows the marks, not which columns there are.

/// A part of a template, columns by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Text(String),
    /// A column, and how its value is taken over.
    Column(String, Option<String>),
    Row(u8),
    Key(u8),
}

/// Reads a template.
///
/// # Errors
/// What is wrong, and what to do.
pub(super) fn read(text: &str) -> Result<Vec<Mark>, (String, &'static str)> {
    let mut marks = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if let Some(after) = after.strip_prefix(&rest[at..=at]) {
            literal.push_str(&rest[at..=at]);
            rest = after;
            continue;
        }
        let end = after.find('}').filter(|_| rest[at..].starts_with('{'));
        let Some(end) = end else {
            let problem = format!("a brace stands alone in `{text}`");
            return Err((problem, "write {Name} around a column, and {{ or }} for a brace itself"));
        };
        if !literal.is_empty() {
            marks.push(Mark::Text(std::mem::take(&mut literal)));
        }
        marks.push(mark(&after[..end])?);
        rest = &after[end + 1..];
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        marks.push(Mark::Text(literal));
    }
    Ok(marks)
}

fn mark(inside: &str) -> Result<Mark, (String, &'static str)> {
    let (name, form) = match inside.split_once(':') {
        Some((name, form)) => (name.trim(), Some(form.trim())),
        None => (inside.trim(), None),
    };
    let width = || match form.map_or(Ok(1), str::parse::<u8>) {
        Ok(width @ 1..=20) => Ok(width),
        Ok(_) | Err(_) => {
            let problem = format!("`{}` is no number of digits", form.unwrap_or(""));
            Err((problem, "write the least number of digits, from 1 to 20, as in {key:8}"))
        }
    };
    match name {
        "row" => Ok(Mark::Row(width()?)),
        "key" => Ok(Mark::Key(width()?)),
        _ => match form {
            None | Some("lower" | "ascii") => {
                Ok(Mark::Column(name.to_owned(), form.map(str::to_owned)))
            }
            Some(other) => {
                let problem = format!("there is no form `{other}`");
                Err((problem, "use lower, or ascii for what stands in a mail address"))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_cut_at_its_braces() {
        let marks = read("{{a}} {Name:ascii}-{key:8}{row}").expect("a template");
        let wanted = [
            Mark::Text("{a} ".into()),
            Mark::Column("Name".into(), Some("ascii".into())),
            Mark::Text("-".into()),
            Mark::Key(8),
            Mark::Row(1),
        ];
        assert_eq!(marks, wanted);
        for wrong in ["{a", "a}", "{key:x}", "{row:0}", "{a:upper}"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
