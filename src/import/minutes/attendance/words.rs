//! The words of attendance lists, and what names look like.

use crate::import::minutes::parts::{CALL_ROLES, is_usual_heading};
use crate::import::minutes::words::MISSING;
use crate::model::legal_form::is_legal_form;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::is_dash;

/// Words of roles besides those in a call, folded.
const ROLES: &str = "vicechair editor coeditor organizer organiser minutes taker rapporteur presenter speaker lead leader colead \
    manager maintainer codeowner owner observer guest member representative rep liaison coordinator";
/// Roles with the labels that say what somebody did, folded.
const LABELS: [(&str, &str); 7] = [
    ("chair", "chairedby"),
    ("facilitator", "facilitatedby"),
    ("host", "hostedby"),
    ("minute taker", "minutesby minutestakenby minutesrecordedby recordedby"),
    ("moderator", "moderatedby"),
    ("note taker", "notes notesby notestakenby"),
    ("scribe", "scribedby"),
];
/// What a text about people who did not attend begins with.
const ABSENT: &str =
    "excused absent apologies apology regrets regret absentees apologised apologized unable missing declined";
/// Words for people who did not attend that say nothing more than that.
const NOT_PRESENT: &str = "absent absentees notpresent notattending didnotattend";
/// Words before the organization of a representative that are about the person.
const KINDS: &str = "alternate alternative backup deputy substitute primary official";
/// What a remark begins with, a word or the first of several.
const REMARKS: &str = "joined joining left leaving late until from since arrived arriving dropped remote remotely online partly \
    partially part-time stand-in standing substitute substituting replacing replaces proxy deputy behalf phone muted tentative";
/// What a remark of several words begins with.
const REMARK_STARTS: [&str; 7] =
    ["on behalf", "in person", "part time", "by phone", "for ", "in place of", "instead of"];
/// Words for people in headings between lists.
const PEOPLE: &str = "attendee attendees attendants attended attending attendance participant participants present remote online \
    invited invitee invitees people staff voting visitors visitor";
/// Lowercase words within names.
const PARTICLES: &str = "al ap bin da de del della den der di do dos du e el het i la las le los ten ter und van vande vom von y z zu zum zur";
/// Lowercase words within names of organizations.
const GLUE: &str = "and et for in of on the";
/// Words that no name has: they are of remarks, labels and headings.
const NO_NAMES: &str = "action actions agenda approval apologies attendance attendee attendees call calls comment comments conference date decision \
    decisions discussion duration goal goals here introduction issue issues item items link links location meeting meetings minutes name names \
    next note notes objective objectives open others participant participants passcode password platform plan purpose quorum \
    reached recording recordings report reports result review room scope slides status time topic topics update updates venue week welcome";
/// Words for a name that is missing.
const PLACEHOLDERS: &str = "name names namesurname nameorg namecompany fullname yourname firstname lastname surname \
    firstnamelastname company org organization organisation affiliation";

/// What a label or a heading says about the people after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// They attended; `true` if it says nothing else.
    Attended(bool),
    /// They did not; with the word for it, if it says more than that.
    Absent(Option<String>),
    /// They had a role.
    Role(String),
    /// Nothing about people: it may be the name of an organization.
    Other,
}

/// Reads a label or a heading, without its colon.
pub fn read_label(text: &str) -> Label {
    let text = text.split('(').next().unwrap_or_default().trim().trim_end_matches(':');
    let (word, lower) = (fold_name(text), text.to_lowercase());
    let one = lower.strip_suffix('s').filter(|one| is_role(one)).unwrap_or(&lower);
    let is_about_people =
        || word == "rollcall" || lower.split(|c: char| !c.is_alphanumeric()).any(|word| is_listed(word, PEOPLE));
    if begins_with_absence(text) {
        Label::Absent(Some(text.to_owned()).filter(|_| !says_only_absence(text)))
    } else if let Some((role, _)) = LABELS.iter().find(|(_, labels)| is_listed(&word, labels)) {
        Label::Role((*role).to_owned())
    } else if is_role(one) {
        Label::Role(one.to_owned())
    } else if lower.split_whitespace().count() <= 5 && is_about_people() {
        Label::Attended(is_usual_heading(text))
    } else {
        Label::Other
    }
}

/// Whether a text says that somebody did not attend, and nothing else.
pub fn says_only_absence(text: &str) -> bool {
    is_listed(&fold_name(text), NOT_PRESENT)
}

/// Whether a remark begins with a word for people who did not attend.
pub fn begins_with_absence(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let first = words.find(|word| !is_listed(word, "sent sends has with")).unwrap_or_default();
    is_listed(&first, ABSENT) || says_only_absence(text)
}

/// Whether a text is a role in a call: `chair`, `TSC chair`, `chair of the group`.
pub fn is_role(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_word = |word: Option<&&str>| {
        word.map(|word| word.replace('-', ""))
            .is_some_and(|word| is_listed(&word, ROLES) || is_listed(&word, CALL_ROLES))
    };
    words.len() <= 5
        && (is_word(words.last()) || is_word(words.first()) && matches!(words.get(1), Some(&("of" | "and" | "until"))))
}

/// Whether a text is a remark about a person, and not a name or an organization.
pub fn is_remark(text: &str) -> bool {
    let text = text.trim();
    let has_time =
        text.as_bytes().windows(3).any(|near| near[1] == b':' && near[0].is_ascii_digit() && near[2].is_ascii_digit());
    let is_lowercase =
        text.contains(char::is_lowercase) && !text.contains(char::is_uppercase) && text.split_whitespace().count() > 1;
    let is_handle = text.contains('@') && !text.contains(char::is_whitespace);
    is_role(text) || begins_with_absence(text) || begins_remark(text) || has_time || is_lowercase || is_handle
}

/// Whether a text begins with a word of remarks.
pub fn begins_remark(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let first = lower.split([' ', ',', ';', ':']).next().unwrap_or_default();
    is_listed(first, REMARKS) || REMARK_STARTS.iter().any(|start| lower.starts_with(start))
}

/// Splits `Org representative`, `alternate Org representative` and `representative of Org` into the organization and
/// the role.
pub fn split_representative(text: &str) -> Option<(&str, String)> {
    let is_word = |word: &str| is_listed(&word.to_lowercase(), "representative rep rep. delegate");
    let (before, last) = text.trim().rsplit_once(' ')?;
    if is_word(last) {
        let before = before.trim();
        let kind = before.split_once(' ').filter(|(kind, _)| is_listed(&kind.to_lowercase(), KINDS));
        return Some(kind.map_or((before, last.to_owned()), |(kind, name)| (name.trim(), format!("{kind} {last}"))));
    }
    let (first, after) = text.trim().split_once(" of ")?;
    is_word(first).then(|| (after.trim(), first.to_owned()))
}

/// Whether the text after a comma belongs to the name before it, as `Ph.D.` and `Inc.` do.
pub fn belongs_to_name(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.split([',', ';', '(', '|']).next().unwrap_or_default();
    is_listed(&fold_name(word), "phd md msc bsc mba jr sr ii iii")
        || is_legal_form(text.split([' ', ',', ';', '(']).next().unwrap_or_default())
}

/// Whether a text says that a name is missing: `TBD`, `-`, `X`.
pub fn is_placeholder(text: &str) -> bool {
    let word = fold_name(text);
    word.is_empty() || is_listed(&word, MISSING) || is_listed(&word, PLACEHOLDERS)
}

/// Whether a text looks like the name of a person: a few words with capitals, without the punctuation of sentences.
pub fn looks_like_person(text: &str) -> bool {
    let words = || text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '"']));
    let is_word = |word: &str| {
        let is_letter =
            |c: char| !c.is_numeric() && (!c.is_ascii_punctuation() || "-'.`".contains(c)) && (c == '-' || !is_dash(c));
        let ends_sentence = word.strip_suffix('.').is_some_and(|word| word.len() > 3 && !word.contains('.'));
        word.chars().all(is_letter) && !ends_sentence && (is_capitalized(word) || is_listed(word, PARTICLES))
    };
    text.chars().count() <= LONGEST
        && (1..=6).contains(&words().count())
        && words().all(|word| is_word(word) && !is_listed(&fold_name(word), NO_NAMES))
        && words().any(is_capitalized)
        && (words().count() > 1 || !is_role(text))
}

/// Whether a text looks like the name of an organization: at most one word that is not a particle begins with a lowercase letter.
pub fn looks_like_organization(text: &str) -> bool {
    let words = || text.split_whitespace();
    let is_name_word = |word: &str| is_capitalized(word) || is_listed(word, PARTICLES) || is_listed(word, GLUE);
    let is_lowercase =
        |word: &&str| word.contains(char::is_alphabetic) && !word.contains(char::is_numeric) && !is_name_word(word);
    text.chars().count() <= LONGEST
        && (1..=7).contains(&words().count())
        && !text.contains(['?', '!', ':', ';', '@', '"', '|'])
        && words().filter(is_lowercase).count() <= 1
        && words().any(is_capitalized)
        && words().all(|word| !is_listed(&fold_name(word), NO_NAMES))
}

/// The most characters of a name.
const LONGEST: usize = 80;

/// Whether a word has a capital letter, or letters without case.
fn is_capitalized(word: &str) -> bool {
    word.contains(|c: char| c.is_alphabetic() && !c.is_lowercase())
}
