//! The words of attendance lists, and what names look like.

use crate::import::minutes::parts::{CALL_ROLES, is_usual_heading};
use crate::import::minutes::words::MISSING;
use crate::model::legal_form::is_legal_form;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::{is_dash, strip_word};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A list of words in [`WORDS`].
#[derive(Debug, Clone, Copy)]
enum WordClass {
    /// Words of roles in a call.
    CallRole,
    /// Words of other roles.
    Role,
    /// What a text about people who did not attend begins with.
    Absence,
    /// Words before that.
    Sending,
    /// What a remark begins with, a word or the first of several.
    Remark,
    /// Words of a representative.
    Representative,
    /// Words before the organization of a representative that are about the person.
    RepresentativeKind,
    /// Words for people in headings between lists.
    People,
    /// Lowercase words within names.
    Particle,
    /// Lowercase words within names of organizations.
    Glue,
    /// Words that no name has: they are of remarks, labels and headings.
    NoName,
    /// Words for a value that is missing.
    Missing,
    /// Words for a name that is missing.
    Placeholder,
}

/// The words of each class, in lowercase and in the order of the classes.
const WORDS: [&str; 13] = [
    CALL_ROLES,
    "vicechair editor coeditor organizer organiser minutes taker rapporteur presenter speaker lead leader colead manager \
     maintainer codeowner owner observer guest member representative rep liaison coordinator",
    "excused absent apologies apology regrets regret absentees apologised apologized unable missing declined notpresent \
     notattending",
    "sent sends has with",
    "joined joining left leaving late until from since arrived arriving dropped remote remotely online partly partially \
     part-time stand-in standing substitute substituting replacing replaces proxy deputy behalf phone muted tentative",
    "representative rep rep. delegate",
    "alternate alternative backup deputy substitute primary official",
    "attendee attendees attendants attended attending attendance participant participants present remote online invited \
     invitee invitees people staff voting visitors visitor",
    "al ap bin da de del della den der di do dos du e el het i la las le los ten ter und van vande vom von y z zu zum zur",
    "and et for in of on the",
    "action actions agenda approval apologies attendance attendee attendees call calls comment comments conference date \
     decision decisions discussion duration goal goals here introduction issue issues item items link links location \
     meeting meetings minutes name names next note notes objective objectives open others participant participants \
     passcode password platform plan purpose quorum reached recording recordings report reports result review room scope \
     slides status time topic topics update updates venue week welcome",
    MISSING,
    "name names namesurname nameorg namecompany fullname yourname firstname lastname surname firstnamelastname company org \
     organization organisation affiliation",
];

/// The classes of each word, as bits.
static CLASSES: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    for (class, words) in WORDS.iter().enumerate() {
        words.split(' ').for_each(|word| *classes.entry(word).or_default() |= 1 << class);
    }
    classes
});

impl WordClass {
    /// Whether a word is in the list, ignoring case.
    fn has(self, word: &str) -> bool {
        let mut lower = [0; "firstnamelastname".len()];
        let Some(lower) = lower.get_mut(..word.len()) else { return false };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let word = std::str::from_utf8(lower).unwrap_or_default();
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && CLASSES.get(word).is_some_and(|classes| classes & 1 << self as u16 != 0)
    }
}

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
/// Words for people who did not attend that say nothing more than that.
const NOT_PRESENT: &str = "absent absentees notpresent notattending didnotattend";
/// What a remark of several words begins with.
const REMARK_STARTS: [&str; 7] =
    ["on behalf", "in person", "part time", "by phone", "for ", "in place of", "instead of"];

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
    let is_about_people = || {
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        word == "rollcall" || words.any(|word| WordClass::People.has(word))
    };
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

/// Whether a text is only a heading above people who attended.
pub fn is_attendance_heading(text: &str) -> bool {
    let bare = text.split('(').next().unwrap_or_default().trim_end_matches([':', ' ']);
    is_usual_heading(bare) && read_label(text) == Label::Attended(true)
}

/// Whether a text says that somebody did not attend, and nothing else.
pub fn says_only_absence(text: &str) -> bool {
    is_listed(&fold_name(text), NOT_PRESENT)
}

/// Whether a remark begins with a word for people who did not attend.
pub fn begins_with_absence(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let first = words.find(|word| !WordClass::Sending.has(word)).unwrap_or_default();
    let is_denial = ["not", "did"].iter().any(|word| first.eq_ignore_ascii_case(word));
    WordClass::Absence.has(first) || is_denial && says_only_absence(text)
}

/// Whether a text is a role in a call: `chair`, `TSC chair`, `chair of the group`.
pub fn is_role(text: &str) -> bool {
    let words = || text.trim().trim_end_matches('.').split_whitespace();
    let is_listed = |word: &str| WordClass::Role.has(word) || WordClass::CallRole.has(word);
    let is_word = |word: &str| is_listed(word) || word.contains('-') && is_listed(&fold_name(word));
    let begins = || {
        let joins = ["of", "and", "until"];
        let is_joined = words().nth(1).is_some_and(|word| joins.iter().any(|join| word.eq_ignore_ascii_case(join)));
        is_joined && words().next().is_some_and(is_word)
    };
    (words().next_back().is_some_and(is_word) || begins()) && words().count() <= 5
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
    let text = text.trim();
    let first = text.split([' ', ',', ';', ':']).next().unwrap_or_default();
    WordClass::Remark.has(first) || REMARK_STARTS.iter().any(|start| strip_word(text, start).is_some())
}

/// Splits `Org representative`, `alternate Org representative` and `representative of Org` into the organization and
/// the role.
pub fn split_representative(text: &str) -> Option<(&str, String)> {
    let (before, last) = text.trim().rsplit_once(' ')?;
    if WordClass::Representative.has(last) {
        let before = before.trim();
        let kind = before.split_once(' ').filter(|(kind, _)| WordClass::RepresentativeKind.has(kind));
        return Some(kind.map_or((before, last.to_owned()), |(kind, name)| (name.trim(), format!("{kind} {last}"))));
    }
    let (first, after) = text.trim().split_once(" of ")?;
    WordClass::Representative.has(first).then(|| (after.trim(), first.to_owned()))
}

/// Whether the text after a comma belongs to the name before it, as `Ph.D.` and `Inc.` do.
pub fn belongs_to_name(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.split([',', ';', '(', '|']).next().unwrap_or_default().trim_end();
    word.len() <= "Ph. D.".len() && is_listed(&fold_name(word), "phd md msc bsc mba jr sr ii iii")
        || is_legal_form(text.split([' ', ',', ';', '(']).next().unwrap_or_default())
}

/// Whether a text says that a name is missing: `TBD`, `-`, `X`.
pub fn is_placeholder(text: &str) -> bool {
    let word = fold_name(text);
    word.is_empty() || WordClass::Missing.has(&word) || WordClass::Placeholder.has(&word)
}

/// Whether a text looks like the name of a person: a few words with capitals, without the punctuation of sentences.
pub fn looks_like_person(text: &str) -> bool {
    let is_letter =
        |c: char| !c.is_numeric() && (!c.is_ascii_punctuation() || "-'.`".contains(c)) && (c == '-' || !is_dash(c));
    let is_word = |word: &str| {
        let word = word.trim_matches(['(', ')', ',', '"']);
        let ends_sentence = word.strip_suffix('.').is_some_and(|word| word.len() > 3 && !word.contains('.'));
        word.chars().all(is_letter) && !ends_sentence && (is_capitalized(word) || WordClass::Particle.has(word))
    };
    let mut words = text.split_whitespace();
    looks_like_name(text, 6) && words.all(is_word) && (text.contains(' ') || !is_role(text))
}

/// Whether a text looks like the name of an organization: at most one word that is not a particle begins with a
/// lowercase letter.
pub fn looks_like_organization(text: &str) -> bool {
    let is_name_word = |word: &str| is_capitalized(word) || WordClass::Particle.has(word) || WordClass::Glue.has(word);
    let is_lowercase =
        |word: &&str| word.contains(char::is_alphabetic) && !word.contains(char::is_numeric) && !is_name_word(word);
    looks_like_name(text, 7)
        && !text.contains(['?', '!', ':', ';', '@', '"', '|'])
        && text.split_whitespace().filter(is_lowercase).count() <= 1
}

/// Whether a text has some words, at least one with a capital letter, and none that no name has.
fn looks_like_name(text: &str, most_words: usize) -> bool {
    const LONGEST: usize = 80;
    let words = || text.split_whitespace();
    let is_no_name = |word: &str| WordClass::NoName.has(word.trim_matches(|c: char| !c.is_alphanumeric()));
    text.chars().count() <= LONGEST
        && words().count() <= most_words
        && words().any(is_capitalized)
        && !words().any(is_no_name)
}

/// Whether a word has a capital letter, or letters without case.
fn is_capitalized(word: &str) -> bool {
    word.contains(|c: char| c.is_alphabetic() && !c.is_lowercase())
}
