//! Assets: found by id, by name, by the page; static lists made and deleted; what is refused.

use std::fmt::Write;

use super::support::{Instance, refusal, shown, transcript};
use crate::support::server;

const A: &str = "/rest/asset/v1";

async fn answers(paths: &[&str]) -> String {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let targets: Vec<String> = paths.iter().map(|path| format!("{A}/{path}")).collect();
    let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
    transcript(&instance, &targets).await
}

#[tokio::test]
async fn programs_are_found_by_page_date_filter_id_and_name() {
    let text = answers(&[
        "programs.json?maxReturn=200",
        "programs.json?maxReturn=1&offset=1",
        "programs.json?offset=4",
        "programs.json?earliestUpdatedAt=2024-01-01T00:00:00-05:00&latestUpdatedAt=2024-02-28",
        "programs.json?filterType=id&filterValues=1,4&status=unlocked",
        "programs.json?filterType=folderId&filterValues=27",
        "programs.json?filterType=workspace&filterValues=Elsewhere",
        "program/1.json",
        "program/99999999999.json",
        "program/byName.json?name=Welcome%20Series&includeTags=true&includeCosts=true",
        "program/byName.json?name=welcome",
    ]);
    insta::assert_snapshot!("programs", text.await);
}

#[tokio::test]
async fn folders_are_walked_from_a_root_and_found_by_name() {
    let text = answers(&[
        "folders.json?maxDepth=1",
        "folders.json?root=%7B%22id%22:14,%22type%22:%22Folder%22%7D&maxDepth=9&maxReturn=200",
        "folders.json?root=14&maxDepth=0",
        "folders.json?root=999",
        "folders.json?workSpace=Elsewhere",
        "folders.json?offset=100",
        "folder/14.json?type=Folder",
        "folder/1.json?type=Program",
        "folder/14.json?type=Program",
        "folder/byName.json?name=Marketing%20Activities",
        "folder/byName.json?name=Default&type=Folder&root=%7B%22id%22:14,%22type%22:%22FOLDER%22%7D",
        "folder/byName.json?name=Nobody",
        "folder/1/tokens.json?folderType=Program",
        "folder/27/tokens.json?folderType=Folder",
        "folder/14/tokens.json",
    ]);
    insta::assert_snapshot!("folders", text.await);
}

#[tokio::test]
async fn lists_segmentations_and_emails() {
    let text = answers(&[
        "staticLists.json",
        "staticLists.json?folder=%7B%22id%22:2,%22type%22:%22Program%22%7D",
        "staticList/1001.json",
        "staticList/byName.json?name=Newsletter",
        "staticList/byName.json?name=Newsletter&folder=14",
        "smartLists.json?folder=17",
        "smartList/2.json?includeRules=true",
        "smartList/3.json?includeRules=true",
        "smartList/byName.json?name=Unfinished",
        "segmentation.json?maxReturn=200&offset=0",
        "segmentation.json?status=draft",
        "segmentation.json?offset=200",
        "segmentation/1001/segments.json",
        "segmentation/9/segments.json",
        "emails.json?status=draft",
        "email/1001.json",
        "email/byName.json?name=Invitation&folder=%7B%22id%22:2,%22type%22=%22Program%22%7D",
    ]);
    insta::assert_snapshot!("lists_segmentations_emails", text.await);
}

#[tokio::test]
async fn a_static_list_is_made_filled_found_and_deleted() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut text = String::new();
    let made = instance
        .form(
            &format!("{A}/staticLists.json"),
            "folder=%7B%22id%22%3A1%2C%22type%22%3A%22Program%22%7D&name=My+List&description=Mine",
        )
        .await;
    writeln!(text, "create\n{}\n", shown(&made)).unwrap();
    instance.wait("60s").await;
    let filled =
        instance.post("/rest/v1/lists/1005/leads.json?id=1,2", &serde_json::json!({})).await;
    writeln!(text, "fill\n{}\n", shown(&filled)).unwrap();
    let found = instance.get(&format!("{A}/staticList/byName.json?name=My%20List")).await;
    writeln!(text, "find\n{}\n", shown(&found)).unwrap();
    for _ in 0..2 {
        let gone = instance.form(&format!("{A}/staticList/1005/delete.json"), "").await;
        writeln!(text, "delete\n{}\n", shown(&gone)).unwrap();
    }
    let in_query = format!("{A}/staticLists.json?name=Another&folder=13");
    let made = instance.call("POST", &in_query, &[], "").await;
    writeln!(text, "create in the query\n{}\n", shown(&made)).unwrap();
    insta::assert_snapshot!("static_list", text);
}

#[tokio::test]
async fn what_is_refused() {
    let server = server();
    let instance = Instance::fresh(&server, "import_queue_wait = \"1h\"");
    let mut table = String::new();
    let gets = [
        "programs.json?maxReturn=many",
        "programs.json?earliestUpdatedAt=yesterday",
        "programs.json?earliestUpdatedAt=2024-02-01&latestUpdatedAt=2024-01-01",
        "programs.json?filterType=color&filterValues=1",
        "programs.json?filterType=id",
        "programs.json?filterType=id&filterValues=one",
        "program/one.json",
        "program/byName.json",
        "program/byName.json?name=",
        "folder/1.json?type=Drawer",
        "folders.json?root=%7B%22id%22:%7D",
        "folders.json?root=%5B%5D",
        "folders.json?root=%7B%22type%22:7,%22id%22:1%7D",
        "staticList/-1.json",
    ];
    for path in gets {
        let answer = instance.get(&format!("{A}/{path}")).await;
        writeln!(table, "{path}\n    {}", refusal(&answer)).unwrap();
    }
    let forms = [
        "folder=13",
        "name=&folder=13",
        "name=X",
        "name=X&folder=999",
        "name=X&folder=drawer",
        "name=X&folder=%7B%22id%22:999,%22type%22:%22Program%22%7D",
        "name=newsletter&folder=13",
    ];
    for form in forms {
        let answer = instance.form(&format!("{A}/staticLists.json"), form).await;
        writeln!(table, "create {form}\n    {}", refusal(&answer)).unwrap();
    }
    instance.upload("/bulk/v1/leads.json?format=csv&listId=1003", "email\na@example.com\n").await;
    for (list, why) in [(1002, "a smart list"), (1003, "an import")] {
        let answer = instance.form(&format!("{A}/staticList/{list}/delete.json"), "").await;
        writeln!(table, "delete what {why} uses\n    {}", refusal(&answer)).unwrap();
    }
    insta::assert_snapshot!("refused_assets", table);
}

#[tokio::test]
async fn a_page_has_twenty_assets_unless_more_are_asked_for() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    for number in 0..220 {
        let form = format!("name=List+{number}&folder=13");
        instance.form(&format!("{A}/staticLists.json"), &form).await;
    }
    let mut counts = Vec::new();
    for query in
        ["", "?maxReturn=0", "?maxReturn=200", "?maxReturn=900", "?offset=215&maxReturn=200"]
    {
        let json = instance.get(&format!("{A}/staticLists.json{query}")).await.json();
        counts.push(json["result"].as_array().map_or(0, Vec::len));
    }
    assert_eq!(counts, [20, 1, 200, 200, 9]);
}
