//! What is done to an answer between its rules and its socket.

use axum::http::Response;
use http_body_util::BodyExt;

use super::bad_gzip::Spoilt;
use super::deliver::OnTheWire;
use super::headers;
use super::pace::{Clocked, Slowed};
use crate::core::time::{SimDuration, SimTime};
use crate::edge::exchange::{JournalWatch, Story};
use crate::edge::reply::{Reply, ResponseBody};
use crate::edge::surface::OrgPass;
use crate::faults::{Body, Delivery, Edit, Felt, HeaderChange, Pace, Verdict};

/// What is done to an answer on its way out.
pub(in crate::edge) struct OnTheWay {
    delivery: Option<Delivery>,
    /// Of headers that the HTTP library would write itself.
    changes: Vec<HeaderChange>,
    bad_gzip_after: Option<u64>,
    pace: Pace<Felt>,
    clock: Option<(OrgPass, Pace<SimDuration>)>,
}

impl OnTheWay {
    /// What a verdict says of it; `None` for an answer that goes out as any other.
    pub(in crate::edge) fn of(verdict: &Verdict, org: Option<&OrgPass>) -> Option<Box<Self>> {
        if verdict.is_nothing() {
            return None;
        }
        let mut changes = Vec::new();
        let mut bad_gzip_after = None;
        for edit in &verdict.edits {
            match edit {
                Edit::Header(change) if headers::is_the_librarys(change) => {
                    changes.push(change.clone());
                }
                Edit::Body(Body::BadGzip { after }) => bad_gzip_after = Some(*after),
                _ => {}
            }
        }
        // The library would put such headers right.
        let as_it_is = (!changes.is_empty()).then_some(Delivery::AsItIs);
        let delivery = verdict.delivery.clone().or(as_it_is);
        let clock = org.filter(|_| !verdict.clock_pace.is_none());
        let clock = clock.map(|org| (org.clone(), verdict.clock_pace));
        Some(Box::new(Self { delivery, changes, bad_gzip_after, pace: verdict.pace, clock }))
    }

    /// Whether the body goes out compressed; its head says so then.
    pub(in crate::edge) fn gzips(&self, reply: &mut Reply, wants_gzip: bool) -> bool {
        let points_into_rows = self
            .delivery
            .as_ref()
            .and_then(Delivery::place)
            .is_some_and(crate::faults::Place::is_semantic);
        let counts_rows =
            self.pace.counts_rows() || self.clock.as_ref().is_some_and(|(_, p)| p.counts_rows());
        match self.bad_gzip_after {
            Some(_) => reply.gzips_anyway(),
            // What is pointed at and counted must be seen.
            None => wants_gzip && !points_into_rows && !counts_rows && reply.gzips(),
        }
    }

    /// Lets the journal of an answer wait until the answer is gone, where our own writer sends it.
    pub(in crate::edge) fn story(&self, watch: JournalWatch) -> (JournalWatch, Option<Story>) {
        match &self.delivery {
            None => (watch, None),
            Some(_) => {
                let (watch, story) = watch.told_later();
                (watch, Some(story))
            }
        }
    }

    /// Lets the body take its time and be spoilt, and marks what our own writer is to send.
    pub(in crate::edge) fn send(
        self,
        response: Response<ResponseBody>,
        story: Option<Story>,
        now: SimTime,
    ) -> Response<ResponseBody> {
        let Self { delivery, changes, bad_gzip_after, pace, clock } = self;
        let mut response = response.map(|mut body| {
            if let Some(after) = bad_gzip_after {
                body = Spoilt::new(body, after).boxed_unsync();
            }
            if let Some((org, pace)) = clock {
                body = Clocked::new(body, org, pace).boxed_unsync();
            }
            if !pace.is_none() {
                body = Slowed::new(body, pace).boxed_unsync();
            }
            body
        });
        if let (Some(delivery), Some(story)) = (delivery, story) {
            let date = now.strftime("%a, %d %b %Y %H:%M:%S GMT");
            response.extensions_mut().insert(OnTheWire { delivery, changes, date, story });
        }
        response
    }
}
