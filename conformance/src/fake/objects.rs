//! Objects that cases load rows into: plain columns without rules, so that what is refused or changed
//! is the client's doing.

/// An object with eight long texts, one column of each other type, and a key.
pub const SHEET: &str = "Sheet__c";

/// The text columns of [`SHEET`]: each takes 131 072 characters.
pub const SHEET_TEXTS: [&str; 8] = ["A__c", "B__c", "C__c", "D__c", "E__c", "F__c", "G__c", "H__c"];

/// An object with as many text columns as [`WIDE_TEXTS`], `T001__c` and so on, and a key.
pub const WIDE: &str = "Wide__c";

/// How many text columns [`WIDE`] has.
pub const WIDE_TEXTS: usize = 300;

/// The definitions, as the fake reads them.
pub(super) fn definitions() -> Vec<(String, String)> {
    let mut sheet = head(SHEET, "a91");
    for name in SHEET_TEXTS {
        sheet += &format!("{name} = {{ type = \"textarea\", length = 131072 }}\n");
    }
    sheet += concat!(
        "Flag__c = { type = \"boolean\" }\n",
        "Count__c = { type = \"double\", precision = 18, scale = 0 }\n",
        "Amount__c = { type = \"double\", precision = 18, scale = 4 }\n",
        "Day__c = { type = \"date\" }\n",
        "Moment__c = { type = \"datetime\" }\n",
    );
    let mut wide = head(WIDE, "a92");
    for number in 1..=WIDE_TEXTS {
        wide += &format!("T{number:03}__c = {{ type = \"textarea\", length = 255 }}\n");
    }
    vec![(format!("{SHEET}.toml"), sheet), (format!("{WIDE}.toml"), wide)]
}

fn head(name: &str, prefix: &str) -> String {
    format!(
        "name = \"{name}\"\nkey_prefix = \"{prefix}\"\nsource = \"invented for the judge\"\n\
         grade = \"assumed\"\n\n[fields]\n\
         Key__c = {{ type = \"string\", length = 255, external_id = true, unique = true }}\n"
    )
}
