//! What has to be recorded so that a call has what a sheet says: the difference between two sheets, as requests.

mod item;
mod key;
mod marks;
mod people;
mod texts;

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::record::changes::Changes;
use crate::text::notation::heading::Heading;
use crate::text::notation::mark::Mark;
use crate::text::notation::{Numbered, Section, Sheet};
use crate::view::Views;
use key::{SectionKey, section_key};

/// What a sheet is to the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetUse {
    /// All of it: what was removed from it is taken back. A section that is missing changes nothing.
    Whole,
    /// More of it: what the call has already is not added again, and nothing is taken back.
    Addition,
}

/// What else a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestEffect {
    /// It adds the item of its section to the call, which the other requests of the section need.
    AddsItem,
    /// It opens an action point, whose id the line then needs.
    OpensAction,
    /// It approves the earlier minutes that the request names, or the last ones.
    ApprovesMinutes(Option<chrono::NaiveDate>),
    /// Nothing else.
    None,
}

/// What the records need to say so that the call has what a line says.
pub struct SheetRequest {
    /// The line in the new sheet, from 1; what has no line of its own has that of its heading.
    pub line: usize,
    /// The line of the heading of its section; 0 for people.
    pub section: usize,
    /// What else it does.
    pub effect: RequestEffect,
    plan: Plan,
}

/// Finds the changes in the records as they are then.
type Plan = Box<dyn for<'g> Fn(&'g Meeting, &Views<'g>) -> Result<Changes, Error>>;

impl SheetRequest {
    /// The changes that record it, in the records as they are now. Nothing changes where it is recorded already.
    ///
    /// # Errors
    /// When the records do not allow it, or others changed what the sheet replaces.
    pub fn plan<'g>(&self, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
        (self.plan)(meeting, views)
    }
}

/// The difference between two sheets.
#[derive(Default)]
pub struct SheetDifference {
    /// To be planned one after the other, each in the records that the one before it left.
    pub requests: Vec<SheetRequest>,
    /// What is not understood in the new sheet, with its line.
    pub misread: Vec<Numbered<String>>,
}

/// Refuses a sheet with more people, sections and marks than a call has: each is judged by the rules.
///
/// # Errors
/// When it has too many.
pub fn expect_short(sheet: &Sheet) -> Result<(), Error> {
    const MOST: usize = 1000;
    let marks: usize = sheet.sections.iter().map(|section| section.marks.len()).sum();
    match sheet.people.len() + sheet.sections.len() + marks {
        count if count > MOST => {
            let message = format!("the text has {count} people, sections and marks (limit: {MOST})");
            Err(Error::usage(message, "Split it, and record one part after the other."))
        }
        _ => Ok(()),
    }
}

/// Compares a sheet with the one that says what the call has. `added` is the moment at which new items are added.
pub fn compare_sheets<'g>(
    old: &Sheet,
    new: &Sheet,
    sheet_use: SheetUse,
    added: When,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> SheetDifference {
    let difference = SheetDifference { misread: new.misread.clone(), ..SheetDifference::default() };
    let (sections, is_whole) = (merge_sections(new, meeting, views), sheet_use == SheetUse::Whole);
    let old_sections = merge_sections(old, meeting, views);
    let mut comparer =
        SheetComparer { old, old_sections, is_whole, added, sections, meeting, views, section: 0, difference };
    comparer.compare_people(&new.people);
    for at in 0..comparer.sections.len() {
        let (key, section) = comparer.sections[at].clone();
        comparer.section = section.heading.line;
        comparer.compare_section(&key, &section);
    }
    comparer.difference.misread.sort_by_key(|misread| misread.line);
    comparer.difference
}

/// The sections of a sheet, each with what it is about; several about one thing are one.
fn merge_sections<'g>(sheet: &Sheet, meeting: &'g Meeting, views: &Views<'g>) -> Vec<(SectionKey, Section)> {
    let mut merged: Vec<(SectionKey, Section)> = Vec::new();
    for section in &sheet.sections {
        let key = section_key(&section.heading.value, meeting, views);
        match merged.iter_mut().find(|(known, _)| *known == key) {
            Some((_, first)) => {
                let gap = if first.prose.is_empty() || section.prose.is_empty() { "" } else { "\n\n" };
                first.prose += &format!("{gap}{}", section.prose);
                first.marks.extend(section.marks.iter().cloned());
            }
            None => merged.push((key, section.clone())),
        }
    }
    merged
}

/// Two sheets while they are compared.
struct SheetComparer<'c, 'g> {
    old: &'c Sheet,
    /// Its sections.
    old_sections: Vec<(SectionKey, Section)>,
    is_whole: bool,
    added: When,
    /// Those of the new sheet.
    sections: Vec<(SectionKey, Section)>,
    meeting: &'g Meeting,
    views: &'c Views<'g>,
    /// The line of the heading of the present section.
    section: usize,
    difference: SheetDifference,
}

impl<'g> SheetComparer<'_, 'g> {
    fn request(
        &mut self,
        line: usize,
        effect: RequestEffect,
        plan: impl for<'v> Fn(&'v Meeting, &Views<'v>) -> Result<Changes, Error> + 'static,
    ) {
        let plan = Box::new(plan);
        self.difference.requests.push(SheetRequest { line, section: self.section, effect, plan });
    }

    fn misread(&mut self, line: usize, reason: impl Into<String>) {
        self.difference.misread.push(Numbered { line, value: reason.into() });
    }

    /// The section of the old sheet about the same thing.
    fn old_section(&self, key: &SectionKey, heading: &Heading) -> Option<Section> {
        let same = self.old_sections.iter().find(|(_, section)| section.heading.value == *heading);
        let (_, section) = same.or_else(|| self.old_sections.iter().find(|(known, _)| known == key))?;
        Some(section.clone())
    }

    fn compare_section(&mut self, key: &SectionKey, new: &Section) {
        let old = self.old_section(key, &new.heading.value);
        match (key, &new.heading.value) {
            (SectionKey::Unknown(reason), _) => return self.misread(new.heading.line, reason.clone()),
            (_, Heading::Approval(day)) => self.compare_approval(*day, old.as_ref(), new),
            (_, Heading::Recap { heading, link }) => self.compare_news(heading, link.as_deref(), old.as_ref(), new),
            (_, Heading::Text(which)) => self.compare_text(*which, old.as_ref(), new),
            (_, Heading::Item(heading)) => return self.compare_item(key, heading, old.as_ref(), new),
        }
        for mark in &new.marks {
            let what = match &mark.value {
                Mark::Decision { .. } => "a decision",
                Mark::NotTreated => "`Not treated`",
                Mark::Action { .. } | Mark::Update { .. } | Mark::Approval(_) => continue,
            };
            self.misread(mark.line, format!("{what} belongs to an item: write it below the heading of one"));
        }
        self.compare_actions(None, old.as_ref(), new);
    }
}

/// Whether a text has another one, by whole lines.
fn has_lines(text: &str, part: &str) -> bool {
    format!("\n{text}\n").contains(&format!("\n{part}\n"))
}

/// Refuses to replace what others changed meanwhile: nobody's text is lost.
fn refuse_changed(what: &str, now: &str) -> Error {
    let help = if now.is_empty() { "It was removed.".to_owned() } else { format!("It is now: {now}") };
    Error::not_allowed(format!("{what} was changed by somebody else meanwhile"), help)
}

/// No changes.
fn no_changes(meeting: &Meeting, views: &Views) -> Changes {
    Changes::edit(meeting.file, Vec::new(), String::new(), views)
}
