//! The words with which groups announce their next call.

/// Words before `next`.
pub const BEFORE: &[&str] =
    &["the", "our", "date", "day", "time", "and", "of", "for", "schedule", "aob", "reminder", "note"];
/// Words between `next` and the call, which do not name another body.
pub const BETWEEN: &[&str] = &[
    "wg",
    "api",
    "backlog",
    "group",
    "our",
    "regular",
    "working",
    "webrtc",
    "scheduled",
    "mom",
    "weekly",
    "biweekly",
    "bi",
    "monthly",
    "online",
    "virtual",
    "planned",
    "team",
    "sync",
    "confirmed",
    "possible",
];
/// Words for a call.
pub const CALLS: &[&str] =
    &["call", "calls", "meeting", "meetings", "conference", "conf", "telco", "session", "mtg", "telecon"];
/// Words between the call and its day.
pub const BEFORE_DAY: &[&str] = &[
    "s",
    "date",
    "day",
    "time",
    "of",
    "the",
    "this",
    "is",
    "will",
    "be",
    "to",
    "on",
    "at",
    "in",
    "for",
    "and",
    "it",
    "we",
    "our",
    "schedule",
    "scheduled",
    "planned",
    "plan",
    "proposed",
    "proposal",
    "held",
    "take",
    "takes",
    "place",
    "meet",
    "conf",
    "call",
    "meeting",
    "confcall",
    "would",
    "should",
    "when",
    "are",
    "next",
    "group",
    "wg",
    "has",
    "been",
    "set",
    "fixed",
    "agreed",
];
/// Words after a day that is not the day of the next call.
pub const REVOKING: &[&str] =
    &["cancelled", "canceled", "skipped", "skip", "not", "no", "instead", "moved", "postponed"];
