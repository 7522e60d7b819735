//! Words that only some groups write in their minutes. A group with words of its own adds them here.

/// Headings of recurring texts in copied pages, folded.
pub const NOTICES: &str =
    "antitrustpolicy newproceduresinapibacklogwgmeetings newproceduresinapibacklogmeetings procedures qa";
/// What is said of an item that waits for a later call, in lower case.
pub const PUT_OFF: [&str; 1] = ["no time to discuss"];
/// How the sentence about the template of a proposal begins.
pub const TEMPLATE_SENTENCE: &str = "The API template is";
/// The columns of the discussion in a page that was copied without its table.
pub const COPIED_COLUMNS: [&str; 4] = ["Issue #", "Company", "Summary", "Status Update"];
/// The label of what an item is about.
pub const CONTEXT: &str = "INITIAL CONTEXT";
/// The label of what was said lately, without days.
pub const LATELY: &str = "LAST UPDATES";
/// The label of what this call said.
pub const THIS_CALL: &str = "MEETING UPDATE";
/// How an owner that took over a proposal is written: `Before: A and now: B`.
pub const FORMER_OWNER: [&str; 2] = ["Before:", "now:"];
