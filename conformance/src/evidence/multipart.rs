//! A multipart body, read strictly: RFC 2046 5.1.1 and RFC 7578. What it finds wrong it says in words.

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its headers, as they were sent.
    pub headers: Vec<(String, String)>,
    /// Its content.
    pub content: String,
}

impl Part {
    /// A parameter of its `Content-Disposition`, without quotes.
    pub fn disposition(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case("content-disposition"))?;
        value.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.trim().split_once('=')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim_matches('"'))
        })
    }
}

/// Reads a body whose header says `content_type`.
///
/// # Errors
/// What makes it no well-formed multipart body.
pub fn parts(content_type: &str, body: &str) -> Result<Vec<Part>, String> {
    let boundary = boundary(content_type)?;
    let (first, next) = (format!("--{boundary}\r\n"), format!("\r\n--{boundary}"));
    // What stands before the first boundary means nothing.
    let mut rest = match body.strip_prefix(&first) {
        Some(rest) => rest,
        None => match body.split_once(&format!("\r\n{first}")) {
            Some((_, rest)) => rest,
            None => return Err("no line is the boundary that the header names".to_owned()),
        },
    };
    let mut parts = Vec::new();
    loop {
        let (part, after) = rest
            .split_once(&next)
            .ok_or_else(|| format!("the last part is not closed by `--{boundary}--`"))?;
        parts.push(read(part)?);
        if after.starts_with("--") {
            return Ok(parts);
        }
        rest =
            after.strip_prefix("\r\n").ok_or("something stands behind a boundary in its line")?;
    }
}

fn boundary(content_type: &str) -> Result<&str, String> {
    let mut parameters = content_type.split(';').map(str::trim);
    let kind = parameters.next().unwrap_or_default();
    if !kind.eq_ignore_ascii_case("multipart/form-data") {
        return Err(format!("the content type is `{kind}`, not `multipart/form-data`"));
    }
    parameters
        .find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.eq_ignore_ascii_case("boundary").then(|| value.trim_matches('"'))
        })
        .filter(|boundary| !boundary.is_empty())
        .ok_or_else(|| "the content type names no boundary".to_owned())
}

fn read(part: &str) -> Result<Part, String> {
    // A part without headers begins with the empty line.
    let (head, content) = match part.strip_prefix("\r\n") {
        Some(content) => ("", content),
        None => part.split_once("\r\n\r\n").ok_or("no empty line ends the headers of a part")?,
    };
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    let headers: Option<Vec<_>> =
        head.split("\r\n").filter(|line| !line.is_empty()).map(header).collect();
    let headers = headers.ok_or("a header of a part has no colon")?;
    Ok(Part { headers, content: content.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=X";

    #[test]
    fn parts_are_read_between_their_boundaries() {
        let body = "--X\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n\
                    --X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
                    Content-Type: text/csv\r\n\r\nemail\r\na@example.com\r\n\r\n--X--\r\n";
        let parts = parts(TYPE, body).expect("it is well-formed");
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].disposition("name"), Some("format"));
        assert_eq!(parts[1].disposition("filename"), Some("a.csv"));
        assert_eq!(parts[1].content, "email\r\na@example.com\r\n");
    }

    #[test]
    fn what_is_wrong_with_a_body_is_said() {
        let part = "Content-Disposition: form-data; name=\"file\"\r\n\r\nemail\n";
        let wrong = [
            ("text/csv", format!("--X\r\n{part}\r\n--X--\r\n")),
            ("multipart/form-data", format!("--X\r\n{part}\r\n--X--\r\n")),
            (TYPE, format!("--Y\r\n{part}\r\n--Y--\r\n")),
            (TYPE, format!("--X\r\n{part}\r\n--X\r\n")),
            (TYPE, "--X\r\nno header\r\n--X--\r\n".to_owned()),
        ];
        let said: Vec<_> =
            wrong.iter().map(|(kind, body)| parts(kind, body).expect_err("it is not")).collect();
        assert_eq!(
            said,
            [
                "the content type is `text/csv`, not `multipart/form-data`",
                "the content type names no boundary",
                "no line is the boundary that the header names",
                "the last part is not closed by `--X--`",
                "no empty line ends the headers of a part",
            ]
        );
    }
}
