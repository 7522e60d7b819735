//! Takes steps of the journal back, or does undone ones again: the reverse of each change is applied to the files as they
//! are now.

mod generated;
#[cfg(test)]
mod tests;

pub use generated::minutes_removal;

use super::step::{find_new_findings, is_unreadable};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::wording::{format_count, join_with_and, quote_argument};
use crate::store::BYTE_ORDER_MARK;
use crate::store::journal::{JournalStep, StepLabel, TextChange};
use crate::store::load;
use crate::store::merge::merge_lines;
use crate::store::repository::GroupRepository;
use crate::view::moment::Clock;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

/// Steps that are taken back, or done again.
#[derive(Debug)]
pub struct UndoPlan<'s> {
    /// Their descriptions, in this order.
    pub steps: Vec<&'s StepLabel>,
    /// Steps with nothing to take back: their changes are not in the files.
    pub skipped: Vec<&'s StepLabel>,
    /// The numbers of the steps that are passed, in this order: also those of damaged entries.
    pub numbers: Vec<u64>,
    /// Damaged entries that are passed: their numbers, and why.
    pub damaged: Vec<(u64, &'s str)>,
    /// What to write in records.
    pub records: Vec<TextChange>,
    /// What to write in generated files, so that those that matched the records still do.
    pub generated: Vec<TextChange>,
    /// The repository as it would be.
    pub after: GroupRepository,
    /// New findings. Rules do not refuse a former state.
    pub findings: Vec<Finding>,
}

/// `backlog note 14 "A word."`
pub fn format_command(label: &StepLabel) -> String {
    let words = label.command.iter().map(|word| quote_argument(word));
    std::iter::once("backlog".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// The steps that can be taken back, the latest first; or those that can be done again, the earliest first.
pub fn select_steps(steps: &[JournalStep], is_redo: bool) -> Vec<&JournalStep> {
    let mut selected: Vec<_> = steps.iter().filter(|step| step.is_undone == is_redo).collect();
    if !is_redo {
        selected.reverse();
    }
    selected
}

/// Plans to take back the last `count` steps, or to do that many again. `display_path` makes a path from the root one that
/// the user sees.
///
/// # Errors
/// [`Error::NotAllowed`] when there are fewer steps, when lines changed since, or when the texts of a step are not known;
/// [`Error::Refused`] when a record could no longer be read.
pub fn plan_undo<'s>(
    steps: &'s [JournalStep],
    count: usize,
    is_redo: bool,
    before: &GroupRepository,
    clock: Clock,
    display_path: impl Fn(&str) -> String,
) -> Result<UndoPlan<'s>, Error> {
    let mut plan = UndoPlan {
        steps: Vec::new(),
        skipped: Vec::new(),
        numbers: Vec::new(),
        damaged: Vec::new(),
        records: Vec::new(),
        generated: Vec::new(),
        after: before.clone(),
        findings: Vec::new(),
    };
    let mut texts = ChangedTexts { root: &before.files.root, texts: BTreeMap::new() };
    for step in select_steps(steps, is_redo) {
        if plan.steps.len() == count {
            break;
        }
        plan.numbers.push(step.number);
        match &step.content {
            Err(reason) => plan.damaged.push((step.number, reason)),
            Ok(content) => match texts.apply(&content.label, content.files.as_deref(), is_redo, &display_path)? {
                true => plan.steps.push(&content.label),
                false => plan.skipped.push(&content.label),
            },
        }
    }
    if plan.steps.len() < count {
        return Err(too_few_steps(plan.steps.len(), is_redo));
    }
    plan.records = texts.into_changes();
    plan.after = apply_changes(before, &plan.records);
    plan.findings = check_result(before, &plan.after, &plan.records, clock)?;
    plan.generated = generated::plan_generated(before, &plan.after, clock);
    Ok(plan)
}

fn too_few_steps(there: usize, is_redo: bool) -> Error {
    let (what, option) = if is_redo { ("do again", "--redo ") } else { ("take back", "") };
    match there {
        0 => Error::not_allowed(format!("there is nothing to {what}"), "`backlog undo --list` shows the steps."),
        _ => Error::not_allowed(
            format!("there are only {} to {what}", format_count(there, "step"))
                .replace("are only 1 step ", "is only 1 step "),
            format!("Use `backlog undo {option}{there}`; `backlog undo --list` shows the steps."),
        ),
    }
}

/// The texts of records as they are on the disk, and as they would be.
struct ChangedTexts<'r> {
    root: &'r Path,
    texts: BTreeMap<String, TextChange>,
}

impl ChangedTexts<'_> {
    /// Takes a step back, or does it again. Returns whether that changes anything.
    fn apply(
        &mut self,
        label: &StepLabel,
        files: Option<&[TextChange]>,
        is_redo: bool,
        display_path: impl Fn(&str) -> String,
    ) -> Result<bool, Error> {
        let what = if is_redo { "done again" } else { "taken back" };
        let refusal = |reason: &str, help: &str| {
            Error::not_allowed(format!("{} cannot be {what}: {reason}", format_command(label)), help)
        };
        let Some(files) = files else {
            let help = "Restore the files from git, or correct them by hand.";
            return Err(refusal("its texts are too large for the journal", help));
        };
        let (mut is_changed, mut conflicts) = (false, Vec::new());
        for change in files {
            let (from, to) = match is_redo {
                true => (&change.before, &change.after),
                false => (&change.after, &change.before),
            };
            let text = self.load(&change.path)?;
            match merge_text(from.as_deref(), to.as_deref(), text.after.as_deref()) {
                Ok(merged) => {
                    is_changed |= text.after != merged;
                    text.after = merged;
                }
                Err(conflict) => conflicts.push(format!("{}: {conflict}", display_path(&change.path))),
            }
        }
        match conflicts.is_empty() {
            true => Ok(is_changed),
            false => Err(refusal(
                &join_with_and(conflicts),
                "Change that back first. Or do it by hand: a step whose changes are not in the files is left out.",
            )),
        }
    }

    fn load(&mut self, path: &str) -> Result<&mut TextChange, Error> {
        let entry = match self.texts.entry(path.to_owned()) {
            Entry::Occupied(entry) => return Ok(entry.into_mut()),
            Entry::Vacant(entry) => entry,
        };
        let bytes = load::read_optional_bytes(self.root, path)?;
        let text = bytes.map(String::from_utf8).transpose().map_err(|_| Error::Unusable {
            action: "read",
            path: self.root.join(path),
            reason: "the file is not UTF-8 text".to_owned(),
        })?;
        Ok(entry.insert(TextChange { path: path.to_owned(), before: text.clone(), after: text }))
    }

    fn into_changes(self) -> Vec<TextChange> {
        self.texts.into_values().filter(|change| change.before != change.after).collect()
    }
}

/// Applies the change of a file from one text to another to its text now, or says why not, as a lower-case phrase.
fn merge_text(from: Option<&str>, to: Option<&str>, now: Option<&str>) -> Result<Option<String>, String> {
    match (from, to, now) {
        _ if now == from || now == to => Ok(to.map(str::to_owned)),
        (Some(from), Some(to), Some(now)) => match merge_lines(from, to, now) {
            Ok(merged) => Ok(Some(merged)),
            Err(lines) => {
                let verb = if lines.len() == 1 && lines[0].first >= lines[0].last { "was" } else { "were" };
                Err(format!("{} {verb} changed since", join_with_and(lines)))
            }
        },
        (None, ..) => Err("the file was created since".to_owned()),
        (_, None, _) => Err("the file was changed since".to_owned()),
        (_, _, None) => Err("the file was removed since".to_owned()),
    }
}

fn apply_changes(before: &GroupRepository, changes: &[TextChange]) -> GroupRepository {
    let apply = |files: crate::store::load::Files, change: &TextChange| match &change.after {
        Some(text) => {
            let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
            files.with_record(&change.path, text.to_owned())
        }
        None => files.without_record(&change.path),
    };
    changes.iter().fold(before.files.clone(), apply).into()
}

/// The new findings of a result.
///
/// # Errors
/// [`Error::Refused`] when a record could no longer be read.
fn check_result(
    before: &GroupRepository,
    after: &GroupRepository,
    changes: &[TextChange],
    clock: Clock,
) -> Result<Vec<Finding>, Error> {
    let new = find_new_findings(&before.group, &after.group, clock);
    let (unreadable, new): (Vec<_>, Vec<_>) = new.into_iter().partition(is_unreadable);
    if unreadable.is_empty() {
        return Ok(new);
    }
    Err(Error::Refused {
        paths: changes.iter().map(|change| PathBuf::from(&change.path)).collect(),
        reason: "it could no longer be read".to_owned(),
        findings: unreadable,
        sources: after.group.sources.clone(),
    })
}
