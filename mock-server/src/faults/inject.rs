//! The kinds of faults: one line each here, with the word for it, one file each under `wire`, `fate` and
//! `answer`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::Wrong;
use super::facts::Facts;
use super::verdict::Verdict;
use super::vocabulary::{OperationWords, Vocabulary};
use super::{answer, fate, wire};
use crate::core::random::Stream;
use crate::core::time::SimTime;

/// Which operations a kind of fault can be about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Any.
    Any,
    /// Those that make a job.
    MakesJob,
    /// Those that make a job of rows that are uploaded.
    MakesJobOfRows,
    /// Those that show a job.
    ShowsJob,
    /// Those that give rows.
    GivesRows,
    /// Those that take rows.
    TakesRows,
    /// Those whose caller shows a token.
    HasToken,
    /// Those that give a token.
    GivesToken,
}

/// What a kind may look at when it fires.
pub struct Draw<'a> {
    /// The request.
    pub facts: &'a Facts,
    /// What its operation answers.
    pub words: &'a OperationWords,
    /// The org's time.
    pub now: SimTime,
    /// What its job was before its last change, if that is known.
    pub before: Option<Before>,
    /// What is left to chance: other numbers for each request.
    pub chance: Stream,
    /// A number of the seed, the org and the rule alone: for what is drawn by another key than the
    /// request's.
    pub seed: u64,
}

/// What a job was before its last change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Before {
    /// Its state.
    pub state: &'static str,
    /// When that ended.
    pub until: SimTime,
    /// How many times clients read the job since, this one included.
    pub reads: u64,
}

/// A kind of fault.
pub trait Kind {
    /// Which operations it can be about.
    fn scope(&self) -> Scope;

    /// Adds what is to be done; `false` if there is nothing to do to this request, which then does
    /// not count as hit.
    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool;

    /// Whether its words are the provider's.
    ///
    /// # Errors
    /// The key that is wrong, why, and what to write instead.
    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        Ok(())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($kind:ty) $word:literal;)*) => {
        /// What happens when a rule fires: exactly one of these.
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
        pub enum Inject {
            $($(#[$doc])* #[serde(rename = $word)] $variant($kind),)*
        }

        impl Inject {
            /// The names of all kinds.
            pub const KINDS: &'static [&'static str] = &[$($word),*];

            /// The name of the kind.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word,)* }
            }

            /// The kind.
            pub fn kind(&self) -> &dyn Kind {
                match self { $(Self::$variant(kind) => kind,)* }
            }
        }

        $(
            impl From<$kind> for Inject {
                fn from(kind: $kind) -> Self {
                    Self::$variant(kind)
                }
            }
        )*
    };
}

kinds! {
    // On the wire.
    /// Another status, with the provider's error, a page or nothing.
    Status(wire::Status) "status";
    /// The client is sent elsewhere.
    Redirect(wire::Redirect) "redirect";
    /// The body ends early, and the connection with it.
    Truncate(wire::Truncate) "truncate";
    /// The connection is torn down.
    Reset(wire::Reset) "reset";
    /// The connection is closed without an answer, and nothing is done.
    EmptyReply(wire::EmptyReply) "empty_reply";
    /// What was asked is done, and the answer is lost.
    LostResponse(wire::LostResponse) "lost_response";
    /// The answer stops, for a while or for ever.
    Stall(wire::Stall) "stall";
    /// The answer comes a few bytes at a time.
    Dribble(wire::Dribble) "dribble";
    /// An upload is read slowly.
    SlowRead(wire::SlowRead) "slow_read";
    /// A header says something else, is there twice, or is missing.
    Header(wire::Header) "header";
    /// The answer says that it is something else.
    ContentType(wire::ContentType) "content_type";
    /// The answer says that it is gzip, and is not.
    BadGzip(wire::BadGzip) "bad_gzip";
    /// One of the answer's chunks is malformed.
    BadChunk(wire::BadChunk) "bad_chunk";
    /// What comes is no HTTP.
    Garbage(wire::Garbage) "garbage";
    /// The server closes its half of the connection.
    HalfClose(wire::HalfClose) "half_close";
    /// The connection is closed when it is used again.
    CloseOnReuse(wire::CloseOnReuse) "close_on_reuse";
    /// The answer takes longer, in real time.
    Latency(wire::Latency) "latency";
    /// The answer takes longer on the org's clock; nobody waits.
    ClockLatency(wire::ClockLatency) "clock_latency";

    // In the org.
    /// A job stays in a state.
    Stuck(fate::Stuck) "stuck";
    /// A job takes longer.
    Slow(fate::Slow) "slow";
    /// A job fails on the way.
    Fail(fate::Fail) "fail";
    /// Somebody else aborts a job.
    Abort(fate::Abort) "abort";
    /// A job is gone.
    Vanish(fate::Vanish) "vanish";
    /// Rows of a job are refused.
    RowErrors(fate::RowErrors) "row_errors";
    /// The results of a job come late.
    ResultsLate(fate::ResultsLate) "results_late";
    /// A job, or its results, are forgotten early.
    RetentionPassed(fate::RetentionPassed) "retention_passed";
    /// A token is good for nothing from this request on.
    TokenDies(fate::TokenDies) "token_dies";
    /// A token was revoked, with the grant behind it.
    TokenRevoked(fate::TokenRevoked) "token_revoked";
    /// A refresh brings a new refresh token.
    RefreshRotates(fate::RefreshRotates) "refresh_rotates";
    /// A token lives longer or shorter.
    TokenLife(fate::TokenLife) "token_life";
    /// A token call sends its client to another host.
    InstanceUrl(fate::InstanceUrl) "instance_url";
    /// Others use up a limit.
    QuotaUsed(fate::QuotaUsed) "quota_used";

    // In what answers say.
    /// A job is shown in a state that it is not in.
    ShowState(answer::ShowState) "show_state";
    /// Reads of a job's state lag behind.
    StateLags(answer::StateLags) "state_lags";
    /// The counters of a job lag behind.
    CountersLag(answer::CountersLag) "counters_lag";
    /// Rows stand in an order that is drawn.
    RowsShuffled(answer::RowsShuffled) "rows_shuffled";
    /// Rows stand there twice.
    RowsDuplicated(answer::RowsDuplicated) "rows_duplicated";
    /// Rows are not there.
    RowsMissing(answer::RowsMissing) "rows_missing";
    /// Columns stand in another order.
    ColumnsPermuted(answer::ColumnsPermuted) "columns_permuted";
    /// A column that nobody asked for.
    ColumnAdded(answer::ColumnAdded) "column_added";
    /// A byte order mark before the rows.
    ByteOrderMark(answer::ByteOrderMark) "byte_order_mark";
    /// Lines end otherwise.
    LineEndings(answer::LineEndings) "line_endings";
    /// A text in the middle of cells.
    Cell(answer::Cell) "cell";
    /// The locator of the next page is missing, odd, repeated or refused.
    Locator(answer::Locator) "locator";
    /// The header that counts the rows is missing or wrong.
    RowCount(answer::RowCount) "row_count";
    /// The checksum of a job's file is missing or wrong.
    Checksum(answer::Checksum) "checksum";
    /// The size of a job's file is missing or wrong.
    FileSize(answer::FileSize) "file_size";
    /// Members of a JSON answer say something else, or are missing.
    Answer(answer::Answer) "answer";
    /// Another body, or a part of it.
    Body(answer::Body) "body";
}

impl Scope {
    /// Whether an operation is one of those.
    pub fn holds(self, operation: &OperationWords) -> bool {
        use super::vocabulary::Answers;
        match self {
            Self::Any => true,
            Self::MakesJob => operation.makes_job,
            Self::MakesJobOfRows => operation.makes_job && operation.takes_rows,
            Self::ShowsJob => matches!(operation.answers, Answers::Job { .. }),
            Self::GivesRows => matches!(operation.answers, Answers::Rows { .. }),
            Self::TakesRows => operation.takes_rows,
            Self::HasToken => operation.has_token,
            Self::GivesToken => matches!(operation.answers, Answers::Token { .. }),
        }
    }

    /// The scope in words: operations that …
    pub fn words(self) -> &'static str {
        match self {
            Self::Any => "exist",
            Self::MakesJob => "make a job",
            Self::MakesJobOfRows => "make a job of rows",
            Self::ShowsJob => "show a job",
            Self::GivesRows => "give rows",
            Self::TakesRows => "take rows",
            Self::HasToken => "carry a token",
            Self::GivesToken => "give a token",
        }
    }
}
