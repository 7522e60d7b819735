//! What a group sets once its old minutes are in, so that `check` does not ask of them what was never written down.

use super::Outcome;
use crate::model::group::Group;
use chrono::NaiveDate;

/// Lines for `workgroup.yaml`, each with what it does; empty where no call was written, or all of it is set.
pub fn settings(outcome: &Outcome, group: &Group) -> Vec<String> {
    let Some(workgroup) = group.workgroup.as_ref().filter(|_| !outcome.dry_run) else { return Vec::new() };
    let day = |path: &String| path.strip_prefix("minutes/")?.strip_suffix(".yaml")?.parse::<NaiveDate>().ok();
    let Some(last) = outcome.written.iter().filter_map(day).max() else { return Vec::new() };
    let mut lines = Vec::new();
    let since = workgroup.records.complete_since.filter(|since| *since > last);
    if let (None, Some(next)) = (since, last.succ_opt()) {
        lines.push(format!(
            "in workgroup.yaml: `records: {{ complete-since: {next} }}` tells `check` that calls before it may miss things"
        ));
    }
    let is_set = workgroup.rules.iter().any(|setting| setting.rule.value == "unlisted-agenda-item");
    if group.proposals.is_empty() && !is_set {
        lines.push(
            "`backlog import table` brings the proposals that the calls speak of; where there are none, \
             `rules: { unlisted-agenda-item: off }` asks for none"
                .to_owned(),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::load::Files;
    use std::path::Path;

    fn told(workgroup: &str, written: &[&str], dry_run: bool) -> Vec<String> {
        let group =
            Files::of_bytes(Path::new(""), vec![("workgroup.yaml".to_owned(), workgroup.as_bytes().to_vec())]).decode();
        let written = written.iter().map(|path| (*path).to_owned()).collect();
        settings(&Outcome { written, dry_run, ..Outcome::default() }, &group)
    }

    #[test]
    fn what_is_not_set_is_told_once_calls_are_written() {
        let calls = ["minutes/2023-05-04.yaml", "minutes/2022-12-31.yaml"];
        let both = told("name: G\n", &calls, false);
        assert_eq!(both.len(), 2);
        assert!(both[0].contains("`records: { complete-since: 2023-05-05 }`"), "{both:?}");
        let early = told("name: G\nrecords: { complete-since: 2023-05-04 }\n", &calls, false);
        assert_eq!(early, both);
        let set = "name: G\nrecords: { complete-since: 2023-05-05 }\nrules: { unlisted-agenda-item: off }\n";
        for (workgroup, written, dry_run) in [
            (set, &calls[..], false),
            ("name: G\n", &[], false),
            ("name: G\n", &["backlog/a.yaml"], false),
            ("name: G\n", &calls, true),
        ] {
            assert_eq!(told(workgroup, written, dry_run), Vec::<String>::new(), "{workgroup}");
        }
    }
}
