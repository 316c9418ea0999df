//! Changes of members of a JSON answer, found by JSON pointer (RFC 6901).

use serde_json::Value;

use super::Done;
use super::reword::{Told, value};
use crate::edge::reply::{Reply, ReplyBody};
use crate::faults::answer::Reword;

const NO_JSON: &str = "a fault is about members of a JSON answer, and this is none";
const NO_MEMBER: &str = "a fault is about a member that the answer does not have";

/// Changes the JSON of an answer.
pub(super) fn changed(reply: &mut Reply, change: impl FnOnce(&mut Value) -> Done) -> Done {
    let ReplyBody::Whole(body) = &reply.body else { return Err(NO_JSON) };
    let mut json: Value = serde_json::from_slice(body).map_err(|_| NO_JSON)?;
    let done = change(&mut json);
    reply.set_body(ReplyBody::Whole(json.to_string().into()));
    done
}

/// Lets a member say something else, if it is there.
pub(super) fn reworded(json: &mut Value, at: &str, how: &Reword) -> Done {
    let said = json.pointer_mut(at).ok_or(NO_MEMBER)?;
    match value(said, how) {
        Told::Same => Ok(()),
        Told::Nothing => put(json, at, None),
        Told::Other(to) => {
            *said = to;
            Ok(())
        }
    }
}

/// Sets members, or takes those away that have no value; all that can be.
pub(super) fn set(json: &mut Value, members: &[(String, Option<Value>)]) -> Done {
    let all = members.iter().map(|(at, to)| put(json, at, to.clone()));
    all.fold(Ok(()), Result::and)
}

/// Sets a member of something that is there, or takes it away.
fn put(json: &mut Value, at: &str, to: Option<Value>) -> Done {
    let (parent, name) = at.rsplit_once('/').ok_or(NO_MEMBER)?;
    let name = name.replace("~1", "/").replace("~0", "~");
    match (json.pointer_mut(parent).ok_or(NO_MEMBER)?, to) {
        (Value::Object(members), Some(to)) => drop(members.insert(name, to)),
        (Value::Object(members), None) => drop(members.shift_remove(&name).ok_or(NO_MEMBER)?),
        (Value::Array(items), to) => {
            let place: usize = name.parse().map_err(|_| NO_MEMBER)?;
            match to {
                Some(to) if place == items.len() => items.push(to),
                Some(to) => *items.get_mut(place).ok_or(NO_MEMBER)? = to,
                None if place < items.len() => drop(items.remove(place)),
                None => return Err(NO_MEMBER),
            }
        }
        _ => return Err(NO_MEMBER),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_set_where_there_is_something_to_hold_them() {
        let put = |at: &str, to: Option<Value>| {
            let mut json = json!({ "a": 1, "b/c": [1, 2], "d": null });
            let done = put(&mut json, at, to);
            (json.to_string(), done.is_ok())
        };
        let is = |text: &str| (text.to_owned(), true);
        assert_eq!(put("/a", None), is(r#"{"b/c":[1,2],"d":null}"#));
        assert_eq!(put("/e", Some(json!("new"))), is(r#"{"a":1,"b/c":[1,2],"d":null,"e":"new"}"#));
        assert_eq!(put("/b~1c/0", Some(json!(7))), is(r#"{"a":1,"b/c":[7,2],"d":null}"#));
        assert_eq!(put("/b~1c/1", None), is(r#"{"a":1,"b/c":[1],"d":null}"#));
        for nowhere in ["/x/y", "/a/b", "/b~1c/9", "", "/d/e"] {
            assert!(!put(nowhere, Some(json!(1))).1, "{nowhere}");
        }
    }
}
