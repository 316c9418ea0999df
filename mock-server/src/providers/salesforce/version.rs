//! API versions: which are served, which are retired, and what the number in a path means.

use std::fmt;

/// A version that is served, such as 62 for `v62.0`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ApiVersion(u16);

/// What a path's version segment names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamedVersion {
    /// A version that is served.
    Served(ApiVersion),
    /// A version that was served once.
    Retired(u16),
    /// Nothing that was ever served.
    Unknown,
}

/// Ingest jobs came with v41 (Winter '18). Documented.
pub const INGEST_SINCE: ApiVersion = ApiVersion(41);

/// Query jobs came with v47 (Winter '20). Documented.
pub const QUERY_SINCE: ApiVersion = ApiVersion(47);

/// The version that brought pages of query results to be fetched side by side. Documented.
pub const RESULT_PAGES_SINCE: ApiVersion = ApiVersion(58);

/// From v46 on an upsert of one record says whether it made it. Documented.
pub const UPSERT_TELLS_SINCE: ApiVersion = ApiVersion(46);

/// Batches of requests, and trees of records, came with v34. Documented, unread.
pub const BATCH_SINCE: ApiVersion = ApiVersion(34);

/// Requests that refer to each other came with v38. Documented, unread.
pub const COMPOSITE_SINCE: ApiVersion = ApiVersion(38);

/// Collections of records came with v42. Documented.
pub const COLLECTIONS_SINCE: ApiVersion = ApiVersion(42);

/// Counts of records came with v40. Documented, unread.
pub const RECORD_COUNT_SINCE: ApiVersion = ApiVersion(40);

impl ApiVersion {
    /// The oldest version that is served. Documented: v21 to v30 were retired in Summer '25.
    pub const OLDEST: Self = Self(31);
    /// The newest version that is served. Relied upon: two clients speak v67 and v68.
    pub const NEWEST: Self = Self(68);

    /// All served versions, oldest first.
    pub fn served() -> impl Iterator<Item = Self> {
        (Self::OLDEST.0..=Self::NEWEST.0).map(Self)
    }

    /// Reads a path segment such as `v62.0`; the letter's case is ignored.
    pub fn named(segment: &str) -> NamedVersion {
        let number = segment
            .strip_prefix(['v', 'V'])
            .and_then(|rest| rest.strip_suffix(".0"))
            .filter(|digits| !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|digits| digits.parse::<u16>().ok());
        match number {
            Some(number) if (Self::OLDEST.0..=Self::NEWEST.0).contains(&number) => {
                NamedVersion::Served(Self(number))
            }
            Some(number) if (7..Self::OLDEST.0).contains(&number) => NamedVersion::Retired(number),
            Some(_) | None => NamedVersion::Unknown,
        }
    }

    /// The version's whole number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The release that brought the version, as the versions list labels it.
    ///
    /// Three releases a year: v44 is Winter '19.
    pub fn label(self) -> String {
        let season = ["Winter", "Spring", "Summer"][usize::from((self.0 + 1) % 3)];
        let year = (self.0 + 13) / 3;
        format!("{season} '{year}")
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.0", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_served_retired_or_unknown() {
        assert_eq!(ApiVersion::named("v62.0"), NamedVersion::Served(ApiVersion(62)));
        assert_eq!(ApiVersion::named("v30.0"), NamedVersion::Retired(30));
        for segment in ["v69.0", "v062.0", "62.0", "v62", "v6x.0", "v5.0", "v99999999.0"] {
            assert_eq!(ApiVersion::named(segment), NamedVersion::Unknown, "{segment}");
        }
    }

    #[test]
    fn labels_name_the_release() {
        let label = |number| ApiVersion(number).label();
        assert_eq!(
            [label(41), label(44), label(45), label(58), label(62), label(66)],
            ["Winter '18", "Winter '19", "Spring '19", "Summer '23", "Winter '25", "Spring '26"]
        );
    }
}
