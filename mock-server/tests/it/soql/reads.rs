//! What queries are read into.

use bulk_mock::providers::salesforce::soql::{Door, Select};
use insta::assert_snapshot;

use super::render::query;
use super::support::{read_at, rest, shown};

#[test]
fn names_come_out_as_the_schema_spells_them() {
    assert_snapshot!(shown(&[
        "select id, LASTNAME, external_id__C from contact",
        "SELECT c.Name, Contact.Email, c.Account.Name FROM Contact c WHERE c.LastName = 'a' ORDER BY C.name",
        "SELECT\n\tId\r\nFROM Contact AS con WHERE con.Id != null",
    ]), @r#"
    Contact | Id, LastName, External_Id__c
    Contact | Name, Email, Account.Name: AccountId>(Account.Name) | where LastName = "a" | by Name
    Contact | Id | where Id != null
    "#);
}

#[test]
fn a_path_goes_up_five_steps_and_to_every_object_that_a_reference_may_lead_to() {
    assert_snapshot!(shown(&[
        "SELECT Account.Owner.Manager.Manager.Manager.Name FROM Contact",
        "SELECT Who.Name, Who.Type, What.Name, What.Type, Owner.Name, Owner.Username FROM Task",
        "SELECT Id FROM Task WHERE What.Type IN ('Account', 'Case') AND Who.Email LIKE '%x'",
        "SELECT Id FROM Task WHERE Who.Owner.Name = 'a'",
    ]), @r#"
    Contact | Account.Owner.Manager.Manager.Manager.Name: AccountId>(Account.OwnerId>(User.ManagerId>(User.ManagerId>(User.ManagerId>(User.Name)))))
    Task | Who.Name: WhoId>(Contact.Name Lead.Name), Who.Type: WhoId>(Contact.<type> Lead.<type>), What.Name: WhatId>(Account.Name Campaign.Name Case.CaseNumber Opportunity.Name Subscription__c.Name), What.Type: WhatId>(Account.<type> Campaign.<type> Case.<type> Opportunity.<type> Subscription__c.<type>), Owner.Name: OwnerId>(User.Name), Owner.Username: OwnerId>(User.Username)
    Task | Id | where (WhatId>(Account.<type> Campaign.<type> Case.<type> Opportunity.<type> Subscription__c.<type>) in ["Account" "Case"] and WhoId>(Contact.Email Lead.Email) like % "x")
    Task | Id | where WhoId>(Contact.OwnerId>(User.Name) Lead.OwnerId>(User.Name)) = "a"
    "#);
}

#[test]
fn conditions_keep_their_shape() {
    assert_snapshot!(shown(&[
        "SELECT Id FROM Account WHERE Name = 'a' AND (Industry = 'b' OR (NOT Type = 'c')) AND Rating <> null",
        "SELECT Id FROM Account WHERE NOT (Name = 'a' OR Name = '')",
        "SELECT Id FROM Account WHERE ((Name < 'a'))",
        "SELECT Id FROM Account WHERE (NOT Name LIKE 'a%') AND (NOT Name IN ('b', null))",
    ]), @r#"
    Account | Id | where (Name = "a" and (Industry = "b" or not Type = "c") and Rating != null)
    Account | Id | where not (Name = "a" or Name = null)
    Account | Id | where Name < "a"
    Account | Id | where (not Name like "a" % and not Name in ["b" null])
    "#);
}

#[test]
fn literals_take_the_type_of_the_field_beside_them() {
    assert_snapshot!(shown(&[
        r"SELECT Id FROM Account WHERE Name = 'a\n\r\t\b\f\'\x' OR Name = 'x'".replace(r"\x", r"\\").as_str(),
        r#"SELECT Id FROM Account WHERE Name IN ('\"\u00e9\U20AC', '\_\%', '')"#,
        r"SELECT Id FROM Account WHERE Name LIKE '_a\_%%b\%C%'",
        "SELECT Id FROM Account WHERE AnnualRevenue > 1e3 AND NumberOfEmployees IN (-5, +7, .5, 2.25)",
        "SELECT Id FROM Account WHERE IsDeleted = TRUE AND OwnerId > '005000000000001' AND Id = '0015000000KUkGrAAL'",
        "SELECT Id FROM Account WHERE CreatedDate >= 2024-02-29T23:00:00.5-01:00 AND CreatedDate < 2024-03-01T00:00:00Z",
        "SELECT Id FROM Contact WHERE Birthdate = 1970-01-02 AND CreatedDate = TODAY AND Birthdate > last_n_days : 3",
        "SELECT Id FROM Account WHERE Opens__c >= 12:30:00.000Z",
        "SELECT Id FROM Account WHERE Regions__c INCLUDES ('a;b', 'c') AND Regions__c EXCLUDES ('b') AND Regions__c = 'a;b'",
        "SELECT Id FROM Account WHERE Code__c = 'Ab'",
    ]), @r#"
    Account | Id | where (Name = "a\n\r\t\u{8}\u{c}'\\" or Name = "x")
    Account | Id | where Name in ["\"é€" "_%" null]
    Account | Id | where Name like _ "a_" % "b%c" %
    Account | Id | where (AnnualRevenue > 1000 and NumberOfEmployees in [-5 7 0.5 2.25])
    Account | Id | where (IsDeleted = true and OwnerId > 005000000000001AAA and Id = 0015000000KUkGrAAL)
    Account | Id | where (CreatedDate >= 1709251200500..1709251200501 and CreatedDate < 1709251200000..1709251200001)
    Contact | Id | where (Birthdate = 1..2 and CreatedDate = 1787184000000..1787270400000 and Birthdate > 20682..20686)
    Account | Id | where Opens__c >= 45000000..45000001
    Account | Id | where (Regions__c includes [["a", "b"], ["c"]] and Regions__c not includes [["b"]] and Regions__c = "a;b")
    Account | Id | where Code__c! = "Ab"
    "#);
}

#[test]
fn a_condition_may_ask_for_a_part_of_a_date() {
    assert_snapshot!(shown(&[
        "SELECT Id FROM Contact WHERE CALENDAR_YEAR(CreatedDate) = 2024 AND DAY_ONLY(Account.CreatedDate) = 2024-01-01",
        "SELECT Id FROM Contact WHERE HOUR_IN_DAY(convertTimezone(CreatedDate)) IN (1, 2)",
    ]), @"
    Contact | Id | where (Year(CreatedDate) = 2024 and AccountId>(Account.Day(CreatedDate)) = 19723..19724)
    Contact | Id | where HourInDay(CreatedDate) in [1 2]
    ");
}

#[test]
fn a_condition_may_hold_queries() {
    assert_snapshot!(shown(&[
        "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'a') AND Name != null",
        "SELECT Id FROM Account WHERE Id NOT IN (SELECT c.AccountId FROM Contact c)",
        "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Industry LIKE 'a')",
    ]), @r#"
    Account | Id | where (Id in [Contact | AccountId | where LastName = "a"] and Name != null)
    Account | Id | where Id not in [Contact | AccountId]
    Contact | Id | where AccountId in [Account | Id | where Industry like "a"]
    "#);
}

#[test]
fn order_limit_and_offset_are_kept_and_what_changes_nothing_is_dropped() {
    assert_snapshot!(shown(&[
        "SELECT Id FROM Account ORDER BY Name DESC NULLS LAST, Owner.Name ASC NULLS FIRST, CreatedDate LIMIT 10 OFFSET 2000",
        "SELECT Id FROM Account USING SCOPE everything WITH SECURITY_ENFORCED LIMIT 0 FOR VIEW FOR REFERENCE",
        "SELECT Id FROM Account WITH USER_MODE FOR UPDATE",
        "SELECT toLabel(Industry), toLabel(Rating) how FROM Account UPDATE TRACKING",
        "SELECT COUNT() FROM Account WHERE Name = 'a' LIMIT 5",
    ]), @r#"
    Account | Id | by Name desc nulls last, OwnerId>(User.Name), CreatedDate | limit 10 | offset 2000
    Account | Id | limit 0
    Account | Id
    Account | Industry (label), how: Rating (label)
    Account | count | where Name = "a" | limit 5
    "#);
}

#[test]
fn groups_have_keys_aggregates_and_names() {
    assert_snapshot!(shown(&[
        "SELECT COUNT(Id), SUM(AnnualRevenue), MAX(Name) most FROM Account",
        "SELECT Account.Name, LeadSource source, COUNT_DISTINCT(Email), AVG(MailingLatitude) FROM Contact GROUP BY LeadSource, Account.Name",
        "SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) n FROM Lead GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY COUNT(Id) DESC, CALENDAR_YEAR(CreatedDate)",
        "SELECT LeadSource FROM Lead GROUP BY LeadSource HAVING COUNT(Id) > 1 AND (LeadSource LIKE 'W%' OR MAX(CreatedDate) = TODAY) ORDER BY LeadSource NULLS LAST LIMIT 3",
    ]), @r#"
    Account | expr0: Count(Id), expr1: Sum(AnnualRevenue), most: Max(Name)
    Contact | Name: AccountId>(Account.Name), source: LeadSource, expr0: CountDistinct(Email), expr1: Avg(MailingLatitude) | group LeadSource, AccountId>(Account.Name)
    Lead | expr0: Year(CreatedDate), n: Count(Id) | group Year(CreatedDate) | by Count(Id) desc, Year(CreatedDate)
    Lead | LeadSource: LeadSource | group LeadSource | having (Count(Id) > 1 and (LeadSource like "w" % or Max(CreatedDate) = 1787184000000..1787270400000)) | by LeadSource nulls last | limit 3
    "#);
}

#[test]
fn all_fields_are_asked_for_by_their_kind() {
    let names = |text: &str| match rest(text).select {
        Select::Rows(columns) => columns.into_iter().map(|column| column.name).collect::<Vec<_>>(),
        Select::Count | Select::Groups(_) => panic!("no rows"),
    };
    let all = names("SELECT FIELDS(ALL) FROM Account LIMIT 200");
    let standard = names("SELECT fields(standard) FROM Account");
    let custom = names("SELECT FIELDS(CUSTOM) FROM Account WHERE Id IN ('001000000000001')");
    assert_eq!(all.len(), standard.len() + custom.len());
    assert!(custom.iter().all(|name| name.ends_with("__c")));
    assert_eq!(names("SELECT Id, FIELDS(CUSTOM) FROM Profile LIMIT 1"), ["Id"]);
}

#[test]
fn compounds_are_selected_on_rest_and_left_out_of_all_standard_fields_in_bulk() {
    let text = "SELECT BillingAddress, Place__c FROM Account";
    assert_snapshot!(shown(&[text]), @"Account | BillingAddress, Place__c");
    assert!(read_at(Door::Bulk, text).is_err());
    let standard = read_at(Door::Bulk, "SELECT FIELDS(STANDARD) FROM Account").expect("a query");
    assert!(!query(&standard).contains("BillingAddress"));
}

#[test]
fn a_bulk_query_reads_like_another_one() {
    for text in [
        "SELECT Id, Account.Name FROM Contact WHERE AccountId IN (SELECT Id FROM Account) ORDER BY Id LIMIT 5",
        "SELECT Id FROM Lead WHERE SystemModstamp >= 2024-01-01T00:00:00.000Z",
    ] {
        let bulk = read_at(Door::Bulk, text).map(|found| query(&found));
        assert_eq!(bulk, Ok(query(&rest(text))));
    }
}
