//! Every error of a query, with a query that causes it.

use bulk_mock::providers::salesforce::soql::Door;
use insta::assert_snapshot;

use super::support::{read_at, reading, said, version};

#[test]
fn words_that_cannot_stand_there() {
    let table = said(
        Door::Rest,
        &[
            "",
            "SELECT",
            "SELECT * FROM Account",
            "SELECT FROM Account",
            "SELECT Id, FROM Account",
            "SELECT Id Account",
            "SELECT Id FROM",
            "SELECT Id FROM Account WHERE",
            "SELECT Id FROM Account WHERE Name",
            "SELECT Id FROM Account WHERE Name IS NULL",
            "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
            "SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'",
            "SELECT Id FROM Account WHERE Name = 'a' AND NOT Name = 'b'",
            "SELECT Id FROM Account WHERE Name = 'a",
            "SELECT Id FROM Account WHERE (Name = 'a'",
            r"SELECT Id FROM Account WHERE Name = 'a\qb'",
            r"SELECT Id FROM Account WHERE Name = '\u12'",
            "SELECT Id FROM Account WHERE Name = :name",
            "SELECT Id FROM Account WHERE Name IN :names",
            "SELECT Id FROM Account WHERE Name IN ()",
            "SELECT Id FROM Account WHERE Name = Industry",
            "SELECT Id FROM Account WHERE Name = \"a\"",
            "SELECT Id FROM Account WHERE upper(Name) = 'A'",
            "SELECT Id FROM Account WHERE COUNT(Id) = 1",
            "SELECT Id FROM Account WHERE NOT Name = 'a' AND Name = 'b'",
            "SELECT Id FROM Account WHERE MAX\u{3000}(\u{3000}Name) = 'é'",
            "SELECT Id FROM Account WHERE Name = 'é' AND 日本 = 'é'",
            "SELECT Id FROM Account WHERE CreatedDate > 2024-13-01T00:00:00Z",
            "SELECT Id FROM Account WHERE CreatedDate > 2024-01-01 00:00:00",
            "SELECT Id FROM Account WHERE CreatedDate > LAST_N_DAYS",
            "SELECT Id FROM Account WHERE CreatedDate > LAST_N_DAYS:x",
            "SELECT Id FROM Account LIMIT",
            "SELECT Id FROM Account LIMIT x",
            "SELECT Id FROM Account LIMIT 1.5",
            "SELECT Id FROM Account LIMIT 10 ORDER BY Name",
            "SELECT Id FROM Account ORDER BY Name NULLS",
            "SELECT Id FROM Account; DROP TABLE Account",
            "SELECT Id FROM Account -- all of them",
            "SELECT Id FROM Account WITH NOTHING",
            "SELECT Id FROM Account FOR NOTHING",
            "SELECT Id FROM Account ALL ROWS",
            "SELECT COUNT(), Id FROM Account",
            "DELETE FROM Account",
            "SELECT DISTINCT Industry FROM Account",
            "SELECT Id ident, Name FROM Account",
            "SELECT FIELDS(SOME) FROM Account",
        ],
    );
    assert_snapshot!("refused_syntax", table);
}

#[test]
fn names_that_are_not_there() {
    let table = said(
        Door::Rest,
        &[
            "SELECT Id FROM Accout",
            "SELECT Id FROM ActivityHistory",
            "SELECT foo__c FROM Lead",
            "SELECT Id, Name,\n  foo__c\nFROM Lead",
            "SELECT Id, FirstName, LastName, Company, Email, Phone, Nothing__c, Street, City, PostalCode, Country FROM Lead",
            "SELECT Account.foo__c FROM Contact",
            "SELECT Id FROM Contact WHERE Account.foo__c = 1",
            "SELECT Foo.Name FROM Contact",
            "SELECT Id FROM Contact WHERE Account.Foo.Name = 'a'",
            "SELECT Email.Name FROM Contact",
            "SELECT Account.Owner.Manager.Manager.Manager.Manager.Name FROM Contact",
            "SELECT Who.foo__c FROM Task",
            "SELECT Account.Type.Name FROM Contact",
            "SELECT Individual.Name FROM Contact",
            "SELECT Id FROM Account USING SCOPE nobody",
            "SELECT Id, Name, id FROM Account",
            "SELECT Id, FIELDS(ALL) FROM Account LIMIT 1",
            "SELECT FIELDS(ALL) FROM Account",
            "SELECT FIELDS(CUSTOM) FROM Account LIMIT 201",
            "SELECT FIELDS(ALL) FROM Account WHERE Name IN ('a')",
            "SELECT FIELDS(CUSTOM) FROM Profile LIMIT 1",
        ],
    );
    assert_snapshot!("refused_names", table);
}

#[test]
fn values_that_cannot_be_compared_or_ordered() {
    let table = said(
        Door::Rest,
        &[
            "SELECT Id FROM Contact WHERE Birthdate = '2024-01-01'",
            "SELECT Id FROM Contact WHERE Birthdate = 2024-01-01T00:00:00Z",
            "SELECT Id FROM Contact WHERE CreatedDate > '2024-01-01T00:00:00Z'",
            "SELECT Id FROM Contact WHERE CreatedDate > 2024-01-01",
            "SELECT Id FROM Account WHERE NumberOfEmployees = '5'",
            "SELECT Id FROM Account WHERE AnnualRevenue IN (1, '2')",
            "SELECT Id FROM Account WHERE IsDeleted = 'true'",
            "SELECT Id FROM Account WHERE IsDeleted > true",
            "SELECT Id FROM Account WHERE Name = 3999",
            "SELECT Id FROM Account WHERE Name LIKE null",
            "SELECT Id FROM Account WHERE Opens__c = '12:30:00Z'",
            "SELECT Id FROM Contact WHERE Account.NumberOfEmployees = TODAY",
            "SELECT Id FROM Account WHERE Id = 'abc'",
            "SELECT Id FROM Account WHERE OwnerId IN ('005000000000001', '005000000000001XXX')",
            "SELECT Id FROM Account WHERE Id LIKE '001%'",
            "SELECT Id FROM Account WHERE NumberOfEmployees LIKE '1%'",
            "SELECT Id FROM Account WHERE Regions__c LIKE '1%'",
            "SELECT Id FROM Account WHERE Name INCLUDES ('a')",
            "SELECT Id FROM Account WHERE Description = 'a'",
            "SELECT Id FROM Account WHERE BillingAddress = 'a'",
            "SELECT Id FROM Account WHERE Place__c = null",
            "SELECT Id FROM Account WHERE CALENDAR_YEAR(Name) = 2024",
            "SELECT Id FROM Contact WHERE HOUR_IN_DAY(Birthdate) = 1",
            "SELECT Id FROM Account ORDER BY Description",
            "SELECT Id FROM Account ORDER BY Regions__c",
            "SELECT Id FROM Account ORDER BY COUNT(Id)",
            "SELECT Id FROM Account LIMIT 10 OFFSET 2001",
        ],
    );
    assert_snapshot!("refused_values", table);
}

#[test]
fn groups_that_cannot_be_made() {
    let table = said(
        Door::Rest,
        &[
            "SELECT Id, Name, COUNT(Id) FROM Account GROUP BY Id",
            "SELECT Name, COUNT(Id) FROM Account",
            "SELECT CALENDAR_YEAR(CreatedDate) FROM Account",
            "SELECT FIELDS(ALL), MIN(NumberOfEmployees) FROM Account GROUP BY Id LIMIT 200",
            "SELECT COUNT(Id) FROM Account ORDER BY Name",
            "SELECT COUNT(Id) FROM Account LIMIT 1",
            "SELECT COUNT() FROM Account GROUP BY Name",
            "SELECT COUNT() FROM Account ORDER BY Name",
            "SELECT Industry, COUNT() FROM Account GROUP BY Industry",
            "SELECT COUNT(Id) n, COUNT(Name) N FROM Account",
            "SELECT Description FROM Account GROUP BY Description",
            "SELECT COUNT(Description) FROM Account",
            "SELECT SUM(Name) FROM Account",
            "SELECT MAX(IsDeleted) FROM Account",
            "SELECT CALENDAR_YEAR(Name) FROM Account GROUP BY CALENDAR_YEAR(Name)",
            "SELECT COUNT(Id) FROM Account GROUP BY COUNT(Id)",
            "SELECT Industry FROM Account GROUP BY Industry HAVING Name = 'a'",
            "SELECT Industry FROM Account GROUP BY Industry HAVING COUNT(Id) > 'a'",
            "SELECT Industry FROM Account GROUP BY Industry HAVING COUNT(Id) IN (SELECT Id FROM Contact)",
            "SELECT Industry FROM Account GROUP BY Industry HAVING Industry INCLUDES ('a')",
            "SELECT Industry FROM Account HAVING COUNT(Id) > 1",
        ],
    );
    assert_snapshot!("refused_groups", table);
}

#[test]
fn queries_inside_of_conditions_that_cannot_stand_there() {
    let table = said(
        Door::Rest,
        &[
            "SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact)",
            "SELECT Id FROM Account WHERE NOT Id IN (SELECT AccountId FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM Case))",
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Case) AND Id IN (SELECT AccountId FROM Opportunity)",
            "SELECT Id FROM Account WHERE Id IN (SELECT LastName FROM Contact)",
            "SELECT Id FROM Account WHERE Name IN (SELECT AccountId FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT Account.ParentId FROM Contact)",
            "SELECT Id FROM Contact WHERE Account.OwnerId IN (SELECT OwnerId FROM Case)",
            "SELECT Id FROM Account WHERE Id IN (SELECT ParentId FROM Account)",
            "SELECT Id FROM Account WHERE OwnerId IN (SELECT Id FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT WhatId FROM Task)",
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId, Id FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT COUNT() FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT MAX(AccountId) FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT FIELDS(ALL) FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact LIMIT 1)",
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact GROUP BY AccountId)",
            "SELECT Id FROM Account WHERE Id = (SELECT AccountId FROM Contact)",
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Nothing)",
        ],
    );
    assert_snapshot!("refused_semi_joins", table);
}

#[test]
fn what_is_not_faked() {
    let table = said(
        Door::Rest,
        &[
            "SELECT Id, (SELECT Id, (SELECT Id FROM Tasks) FROM Contacts) FROM Account",
            "SELECT TYPEOF What WHEN Account THEN Phone, Name WHEN Case THEN CaseNumber ELSE Name END FROM Task",
            "SELECT FORMAT(CreatedDate) FROM Account",
            "SELECT FORMAT(convertCurrency(AnnualRevenue)) amount FROM Account",
            "SELECT convertCurrency(AnnualRevenue) FROM Account",
            "SELECT Id FROM Account WHERE toLabel(Industry) = 'a'",
            "SELECT Industry, COUNT(Id) FROM Account GROUP BY ROLLUP(Industry)",
            "SELECT Industry, GROUPING(Industry), COUNT(Id) FROM Account GROUP BY CUBE(Industry)",
            "SELECT Id FROM Account WHERE DISTANCE(Place__c, GEOLOCATION(1, 2), 'mi') < 20",
            "SELECT Id FROM Account ORDER BY DISTANCE(Place__c, GEOLOCATION(1, 2), 'mi')",
            "SELECT Id FROM Account WHERE AnnualRevenue > USD5000",
            "SELECT Id FROM Account WHERE AnnualRevenue > USD5000.50 AND Name = 'a'",
            "SELECT Id FROM Account USING SCOPE mine",
            "SELECT Id FROM Account WITH DATA CATEGORY Geography__c ABOVE_OR_BELOW usa__c AND Product__c AT x__c",
            "SELECT Id FROM Contact c, c.Account a WHERE a.Name = 'a'",
        ],
    );
    assert_snapshot!("not_faked", table);
}

#[test]
fn what_bulk_queries_refuse() {
    let table = said(
        Door::Bulk,
        &[
            "SELECT Id FROM CaseStatus",
            "SELECT Id FROM ActivityHistory",
            "SELECT Id FROM Nothing",
            "SELECT Nothing FROM Account",
            "SELECT Id, BillingAddress FROM Account",
            "SELECT Account.BillingAddress FROM Contact",
            "SELECT Place__c FROM Account",
            "SELECT Body__c FROM Account",
            "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
            "SELECT TYPEOF What WHEN Account THEN Phone END FROM Task",
            "SELECT Industry FROM Account GROUP BY Industry",
            "SELECT COUNT() FROM Account",
            "SELECT COUNT(Id) FROM Account",
            "SELECT Id FROM Account OFFSET 5",
            "SELECT FIELDS(ALL) FROM Account LIMIT 200",
            "SELECT FIELDS(CUSTOM) FROM Account LIMIT 200",
        ],
    );
    assert_snapshot!("refused_in_bulk", table);
}

#[test]
fn a_query_has_so_many_characters_at_most() {
    let of = |length: usize| {
        let head = "SELECT Id FROM Account WHERE Name = '";
        format!("{head}{}'", "é".repeat(length - head.len() - 1))
    };
    assert!(read_at(Door::Rest, &of(100_000)).is_ok());
    let error = read_at(Door::Rest, &of(100_001)).expect_err("too long");
    assert_snapshot!(error.message, @"SOQL statements cannot be longer than 100000 characters.");
}

#[test]
fn depth_has_an_end() {
    let nested = |depth: usize| {
        let (open, close) = ("(".repeat(depth), ")".repeat(depth));
        read_at(Door::Rest, &format!("SELECT Id FROM Account WHERE {open}Name = 'a'{close}"))
    };
    assert!(nested(100).is_ok());
    let error = nested(101).expect_err("too deep");
    assert_snapshot!(format!("{} {}", error.code, error.message), @"QUERY_TOO_COMPLICATED query is either selecting too many fields or the filter conditions are too complicated.");
    assert!(nested(40_000).is_err());
}

#[test]
fn fields_came_with_a_version() {
    let mut reading = reading(Door::Rest);
    reading.version = version("v50.0");
    let text = "SELECT FIELDS(STANDARD) FROM Account";
    let error = bulk_mock::providers::salesforce::soql::read(text, &reading).expect_err("too old");
    assert_snapshot!(error.message, @"

    SELECT FIELDS(STANDARD) FROM Account
                 ^
    ERROR at Row:1:Column:14
    unexpected token: '('
    ");
}
