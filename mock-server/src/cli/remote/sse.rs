//! Server-sent events, read as they come. Source: the HTML standard, section 9.2.6.

/// Reads events from bytes that come in pieces.
#[derive(Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: Vec<String>,
}

impl Events {
    /// Takes in a piece; gives the data of each event that is whole now.
    pub(super) fn push(&mut self, piece: &[u8]) -> Vec<String> {
        let mut whole = Vec::new();
        for byte in piece {
            if *byte != b'\n' {
                self.line.push(*byte);
                continue;
            }
            let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
            let line = line.strip_suffix('\r').unwrap_or(&line);
            if line.is_empty() {
                if !self.data.is_empty() {
                    whole.push(std::mem::take(&mut self.data).join("\n"));
                }
            } else if let Some(data) = line.strip_prefix("data:") {
                self.data.push(data.strip_prefix(' ').unwrap_or(data).to_owned());
            }
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::Events;

    #[test]
    fn an_event_is_told_when_it_is_whole() {
        let mut events = Events::default();
        assert!(events.push(b": hello\n\nid: 7\ndata: {\"a\"").is_empty());
        assert_eq!(events.push(b":1}\r\ndata: x\n\ndata:y\n\n"), ["{\"a\":1}\nx", "y"]);
    }
}
