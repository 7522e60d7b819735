//! Reads the approval of earlier minutes.

use super::CallReader;
use crate::import::minutes::lines::SourceLine;
use crate::import::minutes::parts::MinutesPart;
use crate::import::minutes::words::plain_text;
use crate::model::meeting::{Approval, ApprovalDecision};
use crate::model::spelling::is_listed;

/// The words of an approval that says no more than that, apart from the name of the group and days.
const USUAL: &str = "minutes mom of the last previous conf conference call calls meeting meetings session were was are is \
    have has been be available here at in on link github wg working group approval approve approved accepted agreed ok okay \
    decision decided by all no yes comments n a none";
/// The words that approve.
const APPROVING: &str = "ok okay approved accepted agreed";

impl<'t> CallReader<'t> {
    pub(super) fn read_approval(&mut self, part: &MinutesPart<'t>) {
        let all: String = part.lines.iter().map(|line| plain_text(line.text).to_lowercase() + "\n").collect();
        let decided = split_words(all.rsplit("decision").next().unwrap_or_default());
        let is_approved = decided.iter().any(|word| is_listed(word, APPROVING)) && !decided.contains(&"not");
        let decision = ApprovalDecision::Approved.into();
        self.record.previous_minutes = is_approved.then_some(Approval { decision, date: None, corrections: None });
        let title = self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_lowercase();
        let title = split_words(&title);
        let is_usual = |word: &&str| {
            is_listed(word, USUAL) || title.contains(word) || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let is_claimed =
            |line: &SourceLine| is_approved && split_words(&plain_text(line.text).to_lowercase()).iter().all(is_usual);
        let rest: Vec<SourceLine> = part.lines.iter().filter(|line| !is_claimed(line)).copied().collect();
        self.keep_lines(&part.title(), &rest);
    }
}

fn split_words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}
