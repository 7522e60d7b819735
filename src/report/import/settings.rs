//! Settings to use after an import of old records, so that `check` does not ask for what nobody wrote down.

use super::ImportOutcome;
use crate::import::Imported;
use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::wording::quote_shell_word;
use crate::rules;
use crate::store::load::Files;
use chrono::NaiveDate;
use std::path::Path;

/// Suggested settings for `workgroup.yaml`, each with its effect; empty if nothing was written or all of them are set.
pub fn suggest_settings(imported: &Imported, outcome: &ImportOutcome, group: &Group) -> Vec<String> {
    let Some(workgroup) = group.workgroup.as_ref().filter(|_| !outcome.dry_run) else { return Vec::new() };
    let is_unnamed = workgroup.reviewer.is_none() && !outcome.written.is_empty();
    let mut lines: Vec<String> =
        imported.reviewer.iter().filter(|_| is_unnamed).map(|name| reviewer_setting(name)).collect();
    let day = |path: &String| path.strip_prefix("minutes/")?.strip_suffix(".yaml")?.parse::<NaiveDate>().ok();
    let Some(last) = outcome.written.iter().filter_map(day).max() else {
        let last = last_proposal_day(imported, outcome).filter(|_| workgroup.records.complete_since.is_none());
        lines.extend(last.and_then(complete_since_setting));
        return lines;
    };
    if workgroup.records.complete_since.is_none_or(|since| since <= last) {
        lines.extend(complete_since_setting(last));
    }
    lines.extend(imported.proposed_slots.iter().map(|proposed| {
        let times =
            if proposed.hours.is_some_and(|(_, end)| end.is_some()) { "" } else { " with the times of the calls" };
        format!("run `{}`{times}: these slots explain the days of the calls", proposed.add_command())
    }));
    let is_set = workgroup.rules.iter().any(|setting| setting.rule.value == rules::unlisted_agenda_item::NAME);
    if group.proposals.is_empty() && !is_set {
        lines.push(
            "run `backlog import table` to add the proposals that the calls discuss; if there are none, set \
             `rules: { unlisted-agenda-item: off, missing-issue: off }` in workgroup.yaml"
                .to_owned(),
        );
    }
    lines
}

/// The suggestion to use the table's name of the reviewer.
fn reviewer_setting(name: &str) -> String {
    format!(
        "run `backlog set workgroup reviewer.name={}` to use the reviewer's name in stages and tables",
        quote_shell_word(name)
    )
}

/// The suggestion to set `complete-since` to the day after the last imported one.
fn complete_since_setting(last: NaiveDate) -> Option<String> {
    let next = last.succ_opt()?;
    Some(format!(
        "run `backlog set workgroup records.complete-since={next}` to inform `check` that earlier records may be incomplete"
    ))
}

/// The last date in the proposals that were written.
fn last_proposal_day(imported: &Imported, outcome: &ImportOutcome) -> Option<NaiveDate> {
    let drafts = imported.records.iter().filter(|draft| outcome.written.contains(&draft.path));
    let files = drafts.map(|draft| (draft.path.clone(), draft.text.clone().into_bytes())).collect();
    let days = |proposal: &Proposal| {
        let merged = proposal.template.as_ref().and_then(|template| template.merged.as_ref());
        let stages = proposal.stages.iter().filter_map(|reached| reached.date.as_ref());
        stages.chain(&proposal.registered).chain(merged).map(|day| day.value).max()
    };
    Files::from_bytes(Path::new(""), files).decode_group().proposals.iter().filter_map(days).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::FileDraft;
    use crate::source::Place;

    fn suggest_for(workgroup: &str, written: &[&str], dry_run: bool) -> Vec<String> {
        let group =
            Files::from_bytes(Path::new(""), vec![("workgroup.yaml".to_owned(), workgroup.as_bytes().to_vec())])
                .decode_group();
        let written = written.iter().map(|path| (*path).to_owned()).collect();
        let draft =
            |(path, text): (&str, &str)| FileDraft { path: path.to_owned(), text: text.to_owned(), place: NOWHERE };
        let proposals = [
            ("backlog/a.yaml", "name: A\nregistered: 2024-01-11\nstages: [{ stage: frozen, date: 2024-04-18 }]\n"),
            ("backlog/b.yaml", "name: B\nregistered: 2024-05-09\n"),
            ("backlog/c.yaml", "name: C\n"),
        ];
        let imported = Imported { records: proposals.map(draft).to_vec(), ..Imported::default() };
        suggest_settings(&imported, &ImportOutcome { written, dry_run, ..ImportOutcome::default() }, &group)
    }

    const NOWHERE: Place = Place { file: crate::source::FileId(0), start: 0, end: 0 };

    #[test]
    fn complete_since_follows_from_proposals() {
        let line = "run `backlog set workgroup records.complete-since=2024-04-19` to inform `check` that earlier records \
                    may be incomplete";
        assert_eq!(suggest_for("name: G\n", &["backlog/a.yaml", "backlog/c.yaml"], false), [line]);
        let set = "name: G\nrecords: { complete-since: 2023-01-01 }\n";
        assert_eq!(suggest_for(set, &["backlog/a.yaml"], false), [""; 0]);
        assert_eq!(suggest_for("name: G\n", &["backlog/c.yaml"], false), [""; 0], "its date is unknown");
        assert_eq!(suggest_for("name: G\n", &["backlog/a.yaml"], true), [""; 0]);
    }

    #[test]
    fn the_reviewer_in_a_table_is_suggested() {
        let lines = |workgroup: &str, written: &[&str]| {
            let files = vec![("workgroup.yaml".to_owned(), workgroup.as_bytes().to_vec())];
            let group = Files::from_bytes(Path::new(""), files).decode_group();
            let imported = Imported { reviewer: Some("Steering Board".to_owned()), ..Imported::default() };
            let written = written.iter().map(|path| (*path).to_owned()).collect();
            suggest_settings(&imported, &ImportOutcome { written, ..ImportOutcome::default() }, &group)
        };
        let line = "run `backlog set workgroup reviewer.name=\"Steering Board\"` to use the reviewer's name in stages and tables";
        assert_eq!(lines("name: G\n", &["backlog/a.yaml"]), [line]);
        assert_eq!(lines("name: G\n", &[]), [""; 0]);
        assert_eq!(lines("name: G\nreviewer: { name: TSC }\n", &["backlog/a.yaml"]), [""; 0]);
    }

    #[test]
    fn missing_settings_are_suggested_after_an_import() {
        let calls = ["minutes/2023-05-04.yaml", "minutes/2022-12-31.yaml"];
        let both = suggest_for("name: G\n", &calls, false);
        assert_eq!(both.len(), 2);
        assert!(both[0].contains("`backlog set workgroup records.complete-since=2023-05-05`"), "{both:?}");
        let early = suggest_for("name: G\nrecords: { complete-since: 2023-05-04 }\n", &calls, false);
        assert_eq!(early, both);
        let set = "name: G\nrecords: { complete-since: 2023-05-05 }\nrules: { unlisted-agenda-item: off }\n";
        for (workgroup, written, dry_run) in
            [(set, &calls[..], false), ("name: G\n", &[], false), ("name: G\n", &calls, true)]
        {
            assert_eq!(suggest_for(workgroup, written, dry_run), Vec::<String>::new(), "{workgroup}");
        }
    }
}
