//! What the provider's front end says before any of its services is asked.

/// The front end's page for bytes that are illegal in the framing.
///
/// Recorded: simple-salesforce issue 710; which character it names depends on the bytes.
pub const NOT_HTTP: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html;charset=iso-8859-1\r\n\
Content-Length: 71\r\nConnection: close\r\n\r\n\
<h1>Bad Message 400</h1><pre>reason: Illegal character VCHAR=','</pre>\n";
