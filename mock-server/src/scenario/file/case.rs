//! Where a scenario comes from: `salesforce 8.38` is case 38 of the sheet's list of what breaks real
//! clients (section 8 of Salesforce's, section 7 of Marketo's); `salesforce 8.1.2` and the like are
//! sections that say what fakes get wrong.

use std::fmt;

use super::Provider;

/// Each provider's list of cases: its section in the sheet, and how many there are.
pub const CASES: [(Provider, u32, u32); 2] =
    [(Provider::Salesforce, 8, 45), (Provider::Marketo, 7, 59)];

/// One place in a sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Case {
    /// A case of the list.
    Listed(Provider, u32),
    /// What fakes usually get wrong, which the Salesforce sheet adds to its list.
    Fakes,
    /// Another section, which is a reason but no case.
    Section(Provider),
}

impl Case {
    /// Reads `salesforce 8.38`, `salesforce fakes` or `marketo 5.4`.
    ///
    /// # Errors
    /// What is wrong with it, and what to write instead.
    pub fn read(text: &str) -> Result<Self, (String, String)> {
        let remedy = "write it as `salesforce 8.38`, `salesforce fakes` or `marketo 7.16`";
        let wrong = || (format!("`{text}` is no place in a sheet"), remedy.to_owned());
        let (provider, place) = text.split_once(' ').ok_or_else(wrong)?;
        let provider = Provider::named(provider).ok_or_else(wrong)?;
        if (provider, place) == (Provider::Salesforce, "fakes") {
            return Ok(Self::Fakes);
        }
        let numbers: Result<Vec<u32>, _> = place.split('.').map(str::parse).collect();
        let numbers = numbers.map_err(|_| wrong())?;
        let listed =
            CASES.iter().find(|(of, section, _)| (*of, *section) == (provider, numbers[0]));
        match (listed, numbers.as_slice()) {
            (None, _) => Ok(Self::Section(provider)),
            (Some((_, _, last)), [_, case]) if (1..=*last).contains(case) => {
                Ok(Self::Listed(provider, *case))
            }
            (Some((_, section, last)), _) => Err((
                format!("there is no case `{text}`"),
                format!("section {section} of the {provider} sheet has the cases 1 to {last}"),
            )),
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listed(provider, case) => {
                let section =
                    CASES.iter().find(|(of, ..)| of == provider).map_or(0, |found| found.1);
                write!(f, "{provider} {section}.{case}")
            }
            Self::Fakes => f.write_str("salesforce fakes"),
            Self::Section(provider) => provider.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_a_number_of_its_list() {
        assert_eq!(Case::read("salesforce 8.38"), Ok(Case::Listed(Provider::Salesforce, 38)));
        assert_eq!(Case::read("salesforce fakes"), Ok(Case::Fakes));
        assert_eq!(Case::read("marketo 5.4"), Ok(Case::Section(Provider::Marketo)));
        for wrong in ["salesforce 8.46", "salesforce 8.0", "marketo 7", "8.3", "sales 8.3", ""] {
            assert!(Case::read(wrong).is_err(), "{wrong}");
        }
    }
}
