//! The definition files inside the binary: one line each, the only list of them.
//! A test compares it with the folder.

macro_rules! object_files {
    ($($name:literal),* $(,)?) => {
        [$((
            concat!("fixtures/salesforce/objects/", $name, ".toml"),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../fixtures/salesforce/objects/",
                $name,
                ".toml"
            )),
        )),*]
    };
}

/// Path and text of each definition file.
pub const STANDARD_FILES: [(&str, &str); 18] = object_files![
    "Account",
    "ActivityHistory",
    "Campaign",
    "CampaignMember",
    "Case",
    "CaseStatus",
    "Contact",
    "FlowRecord",
    "Lead",
    "MarketSegment",
    "Opportunity",
    "Order_Line__c",
    "Organization",
    "Profile",
    "RecordType",
    "Subscription__c",
    "Task",
    "User",
];
