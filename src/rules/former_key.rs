//! A key or a word of an earlier format.

use super::{Findings, rule};
use crate::finding::{Fix, PlaceEdit};
use crate::model::wording::format_count;
use crate::view::Views;

rule! {
    /// A key or a word that an earlier version of backlog wrote, and that has another name today.
    ///
    /// It is read as the present one, and reported once per file. A command that changes the file writes the present
    /// names, too.
    ///
    /// ## Why
    /// Two names for one thing make a record harder to read, and the next format may not read the former one any more.
    ///
    /// ## Evidence
    /// The keys and the words in the file.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, update: The owner presented it., added: 2026-02-05 }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, notes: The owner presented it., added: 2026-02-05 }
    /// ```
    ///
    /// ## Fix
    /// Run `backlog check --fix`, which keeps comments and the order of keys.
    "former-key", Files, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    for replaced in &views.group.former_keys {
        let Some(first) = replaced.first() else { continue };
        let others = match replaced.len() - 1 {
            0 => String::new(),
            count => format!(", and {count} more in this file"),
        };
        let message = format!("\"{}\" is \"{}\" today{others}", first.former, first.present);
        let description = format!("replaced {} by the present ones", format_count(replaced.len(), "former name"));
        let fix = Fix::new(description, PlaceEdit::Modernize { place: first.place });
        out.report(first.place, message).with_help("Run `backlog check --fix`.").with_fix(Some(fix));
    }
}
