//! SOAP login: the call that Data Loader, simple-salesforce and jsforce start with.

use roxmltree::{Document, Node};

use super::Credential;
use super::cx::Cx;
use super::errors::SoapFault;
use super::soap_xml;
use super::state::{Auth, session};

/// A `login` call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct LoginCall {
    pub(super) username: String,
    password: String,
}

impl LoginCall {
    /// Reads an envelope. Prefixes are the client's choice; headers such as `CallOptions` and
    /// `LoginScopeHeader` are passed over.
    pub(super) fn read(body: &[u8]) -> Result<Self, SoapFault> {
        let text = std::str::from_utf8(body)
            .map_err(|_| SoapFault::Unreadable("it is not UTF-8".into()))?;
        let document = Document::parse(text.trim_start_matches('\u{feff}').trim_start())
            .map_err(|error| SoapFault::Unreadable(error.to_string()))?;
        let operation = child(document.root_element(), "Body")
            .and_then(|body| body.first_element_child())
            .ok_or_else(|| SoapFault::Unreadable("it has no operation in a Body".into()))?;
        if operation.tag_name().name() != "login" {
            return Err(SoapFault::Unsupported(operation.tag_name().name().to_owned()));
        }
        let own = |name| child(operation, name).map(text_of).unwrap_or_default();
        Ok(Self { username: own("username").trim().to_owned(), password: own("password") })
    }
}

fn child<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    parent.children().find(|node| node.is_element() && node.tag_name().name() == name)
}

/// All text of an element: CDATA sections and comments may cut it into pieces.
fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|piece| piece.text()).collect()
}

/// What names the org of a SOAP login: the user name.
///
/// # Errors
/// If the body is no SOAP login, or names no user.
pub fn credential_of_soap(body: &[u8]) -> Result<Credential, SoapFault> {
    LoginCall::read(body).map(|call| Credential::User(call.username))
}

impl Auth {
    /// The answer of `POST /services/Soap/u/{version}`; `version` is the path's, such as `59.0`.
    ///
    /// # Errors
    /// `INVALID_LOGIN` for any wrong or inactive user, others if the body is no `login`.
    pub fn soap_login(
        &mut self,
        cx: &Cx<'_>,
        version: &str,
        body: &[u8],
    ) -> Result<String, SoapFault> {
        let call = LoginCall::read(body)?;
        let user = self.log_in(cx, &call.username, &call.password);
        let user = user.map_err(|_| SoapFault::InvalidLogin)?;
        let session_id = self.tokens.issue_access(cx.now, cx.token_life(), session(user), None);
        Ok(soap_xml::login_answer(cx, version, user, &self.person(cx, user), &session_id))
    }
}
