//! Smart campaigns: filtered, by the page, one by one.

use super::support::{Instance, transcript};
use crate::support::server;

#[tokio::test]
async fn campaigns_are_filtered_and_paged_by_token() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let first = instance.get("/rest/v1/campaigns.json?batchSize=3").await;
    let token = first.json()["nextPageToken"].as_str().expect("a token").replace('=', "%3D");
    let second = format!("/rest/v1/campaigns.json?batchSize=3&nextPageToken={token}");
    let text = transcript(
        &instance,
        &[
            "/rest/v1/campaigns.json",
            "/rest/v1/campaigns.json?batchSize=3",
            &second,
            "/rest/v1/campaigns.json?id=1001&id=1003",
            "/rest/v1/campaigns.json?name=Invite%20to%20the%20Fair",
            "/rest/v1/campaigns.json?programName=Welcome%20Series",
            "/rest/v1/campaigns.json?workspaceName=Elsewhere",
            "/rest/v1/campaigns.json?isTriggerable=true",
            "/rest/v1/campaigns.json?isTriggerable=maybe",
            "/rest/v1/campaigns.json?id=one",
            "/rest/v1/campaigns.json?nextPageToken=made-up",
            "/rest/v1/campaigns/1004.json",
            "/rest/v1/campaigns/9.json",
        ],
    )
    .await;
    insta::assert_snapshot!("campaigns", text);
}
