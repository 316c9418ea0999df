//! Every error that a row can have, provoked by an upload (3.11).

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::{Org, server};

/// The ids of records that were made, in the order of the file.
async fn insert(sf: &Org<'_>, object: &str, csv: &str) -> Vec<String> {
    let job = sf.run(json!({ "object": object, "operation": "insert" }), csv.to_owned()).await;
    let file = sf.results(&job, "successfulResults").await.ok().body;
    let mut reader = csv::Reader::from_reader(file.as_ref());
    let ids: Vec<String> = reader.records().map(|row| row.expect("a row")[0].to_owned()).collect();
    assert_eq!(ids.len() + 1, csv.lines().count(), "{}", sf.outcome(&job).await);
    ids
}

/// An org with records to collide with.
pub(crate) struct Stage<'a> {
    pub(crate) sf: Org<'a>,
    accounts: Vec<String>,
    contacts: Vec<String>,
    subscriptions: Vec<String>,
    leads: Vec<String>,
}

pub(crate) async fn stage<'a>(sf: Org<'a>) -> Stage<'a> {
    let accounts =
        insert(&sf, "Account", "Name,External_Id__c\nAcme,A-1\nGone,A-2\nBusy,A-3\n").await;
    let contacts = insert(
        &sf,
        "Contact",
        "LastName,External_Id__c,Email\nAnn,C-1,ann@x.example\nTwin,C-2,twin@x.example\n\
         Twin,C-3,twin@x.example\n",
    )
    .await;
    let leads = insert(&sf, "Lead", "LastName,Company\nLee,Lee Ltd.\n").await;
    let a = &accounts[0];
    let subscriptions = insert(
        &sf,
        "Subscription__c",
        &format!(
            "External_Id__c,Account__c,Plan__c,Legacy_Number__c\nS-1,{a},Basic,7\nS-2,{a},Team,7\n"
        ),
    )
    .await;
    insert(&sf, "Case", &format!("Subject,AccountId\nHelp,{}\n", accounts[2])).await;
    sf.run(json!({ "object": "Account", "operation": "delete" }), format!("Id\n{}\n", accounts[1]))
        .await;
    Stage { sf, accounts, contacts, subscriptions, leads }
}

/// A job's properties, in short: `upsert Contact External_Id__c`.
pub(crate) fn job(short: &str) -> Value {
    let mut words = short.split(' ');
    let (operation, object) = (words.next(), words.next());
    json!({
        "operation": operation, "object": object, "externalIdFieldName": words.next()
    })
}

/// Values that fit no field of their type, and values that break a field's own rule.
pub(crate) const VALUES: &[(&str, &str, &str)] = &[
    ("insert Contact", "FirstName", "Ada"),
    ("insert Lead", "Email", "a@b.example"),
    ("insert Contact", "LastName", "#N/A"),
    ("update Contact", "Id,LastName", "{contact},#N/A"),
    ("insert Opportunity", "Name,StageName,CloseDate", "Big,Won,2003-04-987654321987654321"),
    ("insert Opportunity", "Name,StageName,CloseDate", "Big,Won,04/30/2003"),
    ("insert Account", "Name,NumberOfEmployees", "Acme,many"),
    ("insert Account", "Name,NumberOfEmployees", "Acme,2147483648"),
    ("insert Account", "Name,AnnualRevenue", "Acme,$5"),
    ("insert Account", "Name,AnnualRevenue", "Acme,inf"),
    ("insert Subscription__c", "Account__c,Plan__c,Auto_Renew__c", "{account},Basic,maybe"),
    ("insert Subscription__c", "Account__c,Plan__c,Cancelled_At__c", "{account},Basic,2026-01-01"),
    ("insert Subscription__c", "Account__c,Plan__c,Seats__c", "{account},Basic,1000000"),
    ("insert Subscription__c", "Account__c,Plan__c,Monthly_Amount__c", "{account},Basic,-1"),
    ("insert Subscription__c", "Account__c,Plan__c,Status__c", "{account},Basic,Cancelled"),
    ("update Subscription__c", "Id,Status__c", "{subscription},Cancelled"),
    ("insert Subscription__c", "Account__c,Plan__c", "{account},Free & easy"),
    ("insert Subscription__c", "Account__c,Plan__c", "{account},Trial"),
    ("insert Subscription__c", "Account__c,Plan__c,Channels__c", "{account},Team,Email;Fax"),
    ("insert Contact", "LastName,Email", "Ann,foo"),
    ("insert Contact", "LastName", "{81 letters}"),
    ("insert Contact", "LastName,Department", "Ann,{131073 letters}"),
];

/// Ids and references that lead nowhere, or where they may not.
pub(crate) const IDS: &[(&str, &str, &str)] = &[
    ("insert Contact", "LastName,Id", "Ann,{contact}"),
    ("insert Contact", "LastName,CreatedDate", "Ann,2026-01-01T00:00:00Z"),
    ("insert Contact", "LastName,MasterRecordId,IsDeleted", "Ann,{contact},true"),
    ("insert Order_Line__c", "Name,Subscription__c,Kind__c,Quantity__c", "N,{subscription},New,1"),
    ("update Contact", "Id,LastName", ",Ann"),
    ("update Contact", "Id,LastName", "#N/A,Ann"),
    ("delete Contact", "Id", "\"\""),
    ("update Contact", "Id,LastName", "{account},Ann"),
    ("update Contact", "Id,LastName", "not an id,Ann"),
    ("update Contact", "Id,LastName", "{contact, checksum wrong},Ann"),
    ("upsert Contact Id", "Id,LastName", "{account},Ann"),
    ("update Contact", "Id,LastName", "{contact of another org},Ann"),
    ("update Contact", "Id,LastName", "{contact that never was},Ann"),
    ("delete Contact", "Id", "{contact that never was}"),
    ("update Account", "Id,Name", "{deleted account},Ann"),
    ("delete Account", "Id", "{deleted account}"),
    ("upsert Account Id", "Id,Name", "{deleted account},Ann"),
    ("delete Account", "Id", "{busy account}"),
    ("insert Contact", "LastName,AccountId", "Ann,{contact}"),
    ("insert Contact", "LastName,AccountId", "Ann,nothing"),
    ("insert Contact", "LastName,AccountId", "Ann,{deleted account}"),
    ("insert Contact", "LastName,AccountId", "Ann,{account that never was}"),
    ("insert Task", "Subject,WhoId", "Call,{account}"),
    ("insert Contact", "LastName,OwnerId", "Ann,005000000000001"),
];

/// Keys that are taken, missing or held by several.
pub(crate) const KEYS: &[(&str, &str, &str)] = &[
    ("insert Contact", "LastName,External_Id__c", "Ann,c-1"),
    ("update Contact", "Id,External_Id__c", "{contact},C-2"),
    ("upsert Contact External_Id__c", "External_Id__c,LastName", ",Ann"),
    ("upsert Contact External_Id__c", "External_Id__c,LastName", "#N/A,Ann"),
    ("upsert Contact External_Id__c", "External_Id__c,LastName", "C-9,One\nc-9,Two"),
    ("upsert Contact External_Id__c", "External_Id__c,FirstName", "C-9,One"),
    ("upsert Contact External_Id__c", "External_Id__c,LastName,Id", "C-1,Ann,{other contact}"),
    ("upsert Contact External_Id__c", "External_Id__c,LastName,Id", "C-9,Ann,{contact}"),
    ("upsert Contact External_Id__c", "External_Id__c,LastName,Id", "C-1,Ann,nonsense"),
    ("upsert Subscription__c Legacy_Number__c", "Legacy_Number__c,Plan__c", "7,Team"),
    ("insert Contact", "LastName,Account.External_Id__c", "Ann,A-9"),
    ("insert Contact", "LastName,Account.External_Id__c", "Ann,A-2"),
    ("insert Contact", "LastName,ReportsTo.Email", "Ann,twin@x.example"),
    ("insert Task", "Subject,Contact:Who.Email", "Call,nobody@x.example"),
    ("insert Contact", "LastName,FirstName", "Ann"),
    ("insert Contact", "LastName,FirstName", "Ann,B,C"),
    ("insert Contact", "LastName,FirstName", "Ann, \"B\""),
    ("delete Contact", "Id", "{contact},x"),
];

impl Stage<'_> {
    pub(crate) fn fill_in(&self, row: &str) -> String {
        let other_org = "003zz00000000010AA";
        let wrong = format!("{}AAA", &self.contacts[0][..15]);
        let far = |id: &str| format!("{}000zzz", &id[..9]);
        row.replace("{contact}", &self.contacts[0])
            .replace("{other contact}", &self.contacts[1])
            .replace("{account}", &self.accounts[0])
            .replace("{deleted account}", &self.accounts[1])
            .replace("{busy account}", &self.accounts[2])
            .replace("{subscription}", &self.subscriptions[0])
            .replace("{lead}", &self.leads[0])
            .replace("{contact of another org}", &other_org[..15])
            .replace("{contact, checksum wrong}", &wrong)
            .replace("{contact that never was}", &far(&self.contacts[0]))
            .replace("{account that never was}", &far(&self.accounts[0]))
            .replace("{81 letters}", &"x".repeat(81))
            .replace("{131073 letters}", &"x".repeat(131_073))
    }

    async fn page(&self, cases: &[(&str, &str, &str)]) -> String {
        let mut page = String::new();
        for (short, header, row) in cases {
            let csv = format!("{header}\n{}\n", self.fill_in(row));
            let _ = writeln!(page, "{short}: {header}: {}", row.replace('\n', " / "));
            let errors = self.sf.row_errors(job(short), csv).await;
            assert_eq!(errors.len(), row.lines().count(), "{short} {header} {row}");
            for error in errors {
                // The value is in the message, whole.
                let short = error.replace(&"x".repeat(131_073), "{131073 letters}");
                let short = short.replace(&"x".repeat(81), "{81 letters}");
                let _ = writeln!(page, "    {short}");
            }
        }
        page
    }
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_refused_in_the_providers_words() {
    let server = server();
    let stage = stage(Org::fresh(&server, "acme", "")).await;
    insta::assert_snapshot!("row_errors_values", stage.page(VALUES).await);
}

#[tokio::test]
async fn an_id_that_leads_nowhere_is_refused_in_the_providers_words() {
    let server = server();
    let stage = stage(Org::fresh(&server, "acme", "")).await;
    insta::assert_snapshot!("row_errors_ids", stage.page(IDS).await);
}

#[tokio::test]
async fn a_key_that_is_taken_or_missing_is_refused_in_the_providers_words() {
    let server = server();
    let stage = stage(Org::fresh(&server, "acme", "")).await;
    insta::assert_snapshot!("row_errors_keys", stage.page(KEYS).await);
}
