//! The words for the change of a proposal.

use super::form::ChangeForm;
use super::layout::ChangeEntry;
use crate::view::changes::{Fact, FactChange, FactKind, RowChange, RowFate, UnexplainedCell};

/// The change of a proposal. `reviewer` is the name in its stages.
pub fn describe_row(change: &RowChange, form: ChangeForm, reviewer: Option<&str>) -> ChangeEntry {
    let words = RowWords { form, reviewer };
    let lines = match &change.fate {
        RowFate::Removed => vec!["removed".to_owned()],
        RowFate::Added => {
            let facts = change.facts.iter().map(|facts| words.list_facts(facts));
            vec![std::iter::once("new".to_owned()).chain(facts).collect::<Vec<_>>().join("; ")]
        }
        RowFate::Kept { renamed_from, moved_after } => {
            let renamed = renamed_from.iter().map(|name| format!("renamed from {}", form.text(name)));
            let moved = moved_after.iter().map(|name| match name.as_str() {
                "" => "moved to the top".to_owned(),
                name => format!("moved below {}", form.text(name)),
            });
            let mut lines: Vec<String> = renamed.collect();
            for facts in &change.facts {
                let line = words.describe_facts(facts);
                match lines.last_mut() {
                    // The maintainers are those of the repository.
                    Some(last) if facts.kind == FactKind::Maintainers && last.starts_with("repository") => {
                        last.push_str(&format!("; {line}"));
                    }
                    _ => lines.push(line),
                }
            }
            lines.extend(moved);
            lines
        }
    };
    ChangeEntry { head: form.text(&change.name), lines }
}

/// A cell that is not explained: where it is, and its text before and now.
pub fn describe_unexplained(cell: &UnexplainedCell, form: ChangeForm) -> String {
    let place = [&cell.row, &cell.column].into_iter().filter(|part| !part.is_empty());
    let place = place.map(|part| form.text(part)).collect::<Vec<_>>().join(", ");
    let quote = |text: &str| if text.is_empty() { "empty".to_owned() } else { format!("\"{}\"", form.text(text)) };
    match (cell.before.is_empty(), cell.after.is_empty()) {
        (true, true) => place,
        _ => format!("{place}: {}, was {}", quote(&cell.after), quote(&cell.before)),
    }
}

struct RowWords<'r> {
    form: ChangeForm,
    reviewer: Option<&'r str>,
}

impl RowWords<'_> {
    /// The facts of a new proposal.
    fn list_facts(&self, change: &FactChange) -> String {
        let facts = self.join_facts(&change.added);
        match change.kind {
            FactKind::Stage | FactKind::Kind => facts,
            kind => format!("{} {facts}", self.title(kind, &change.added)),
        }
    }

    fn describe_facts(&self, change: &FactChange) -> String {
        let title = self.title(change.kind, if change.added.is_empty() { &change.removed } else { &change.added });
        let (added, removed) = (self.join_facts(&change.added), self.join_facts(&change.removed));
        let mut line = match (change.kind, change.added.is_empty(), change.removed.is_empty()) {
            (_, true, true) => String::new(),
            (FactKind::Stage, false, true) => added,
            (FactKind::Stage, false, false) => format!("{added}; no longer {removed}"),
            (FactKind::Stage, true, false) => format!("no longer {removed}"),
            (FactKind::Owner | FactKind::Supporter | FactKind::Text, false, true) => format!("new {title}: {added}"),
            (FactKind::Owner | FactKind::Supporter | FactKind::Text, true, false) => {
                format!("no longer {title}: {removed}")
            }
            (FactKind::Owner | FactKind::Supporter | FactKind::Text, false, false) => {
                format!("new {title}: {added}; no longer: {removed}")
            }
            (_, false, true) => format!("{title} {added}"),
            (_, false, false) => format!("{title} {added} (was {removed})"),
            (_, true, false) => format!("no {title} (was {removed})"),
        };
        if let Some(order) = &change.order {
            let gap = if line.is_empty() { "" } else { "; " };
            let title = self.title(change.kind, order);
            line.push_str(&format!("{gap}order of {title}: {}", self.join_facts(order)));
        }
        line
    }

    fn title(&self, kind: FactKind, facts: &[Fact]) -> String {
        match (kind, facts) {
            (FactKind::Owner, [_, _, ..]) => "owners".to_owned(),
            (FactKind::Supporter, [_, _, ..]) => "supporters".to_owned(),
            (FactKind::Onboarding, _) => "onboarding issue".to_owned(),
            (FactKind::Text, _) => "text".to_owned(),
            (kind, _) => kind.record_key().to_owned(),
        }
    }

    fn join_facts(&self, facts: &[Fact]) -> String {
        facts.iter().map(|fact| self.format_fact(fact)).collect::<Vec<_>>().join(", ")
    }

    fn format_fact(&self, fact: &Fact) -> String {
        let form = self.form;
        let note = fact.note.as_ref().map(|note| form.prose(note));
        if fact.kind == FactKind::Text {
            return format!("\"{}\" ({})", note.unwrap_or_default(), form.text(&fact.label));
        }
        let name = match fact.stage {
            Some(stage) => form.text(&stage.display_name(self.reviewer)),
            None => form.link(&fact.label, fact.url.as_deref()),
        };
        let date = fact.date.map(|day| if name.is_empty() { day.to_string() } else { format!("({day})") });
        // An undated stage is another one than a dated one.
        let date = date.or_else(|| fact.stage.map(|_| "(no date)".to_owned()));
        let words =
            [Some(name).filter(|name| !name.is_empty()), date].into_iter().flatten().collect::<Vec<_>>().join(" ");
        match note {
            Some(note) if words.is_empty() => note,
            Some(note) => format!("{words}, {note}"),
            None => words,
        }
    }
}
