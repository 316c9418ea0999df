//! Users of an org and when a password is right.

/// Someone who can log in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// The user name; letter case does not count when it is looked up.
    pub username: String,
    /// The password. Without one an org that is open to first use keeps the first that it is
    /// shown, and any other org refuses every password.
    pub password: Option<String>,
    /// The security token. With one, both the password alone and the password followed by the
    /// token are right; without one the whole string is the password. Default: none.
    pub security_token: Option<String>,
    /// The record number of the user's own User row.
    pub number: u64,
}

impl User {
    /// A user of whom only the name and the row are known.
    pub fn named(username: impl Into<String>, number: u64) -> Self {
        Self { username: username.into(), password: None, security_token: None, number }
    }

    /// Whether `given` is right; `open` lets an unknown password be learned from it.
    pub(super) fn admits(&mut self, given: &str, open: bool) -> bool {
        let token = self.security_token.as_deref();
        match &self.password {
            Some(password) => {
                given == password
                    || token
                        .is_some_and(|token| given.strip_prefix(password.as_str()) == Some(token))
            }
            None if open && !given.is_empty() => {
                let learned = token.and_then(|token| given.strip_suffix(token)).unwrap_or(given);
                self.password = Some(learned.to_owned());
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_security_token_may_follow_the_password_or_be_left_out() {
        let mut user = User::named("a@b", 1);
        user.password = Some("pw".into());
        user.security_token = Some("T0K".into());
        let admitted = ["pw", "pwT0K", "pwT0", "T0K", ""].map(|given| user.admits(given, true));
        assert_eq!(admitted, [true, true, false, false, false]);
    }

    #[test]
    fn the_first_password_is_kept_only_where_first_use_is_trusted() {
        let mut user = User::named("a@b", 1);
        assert!(!user.admits("pwT0K", false));
        assert!(!user.admits("", true));
        assert!(user.admits("pwT0K", true));
        assert!(user.admits("pwT0K", false));
        assert!(!user.admits("pw", true));
    }
}
