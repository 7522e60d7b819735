//! What `check --fix` fixes: the findings with only one correct answer, aliases where names belong, and days that GitHub
//! knows and a proposal lacks.

use crate::error::Error;
use crate::finding::{Finding, Fix, PlaceEdit};
use crate::source::{FileId, Place, Source, Sources, Spanned};
use crate::store::edit;
use crate::view::Views;
use crate::view::templates::TemplateMerge;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A record with its fixes applied.
#[derive(Debug)]
pub struct FixedRecord {
    /// The path and the new text.
    pub record: Source,
    /// What was done, as phrases without a full stop, in the order of places and without duplicates.
    pub descriptions: Vec<String>,
}

/// Everything that can be fixed, by file and then by place: the fixes of findings, the aliases, and the days of GitHub.
pub fn collect_fixes(views: &Views, findings: &[Finding]) -> Vec<Fix> {
    let mut known = HashSet::new();
    let fixes_of_findings = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let mut fixes: Vec<Fix> = fixes_of_findings.filter(|fix| known.insert(*fix)).cloned().collect();
    let removed_place = |edit: &PlaceEdit| matches!(edit, PlaceEdit::Remove { .. }).then(|| edit.place());
    let removed_places: HashSet<_> = fixes.iter().flat_map(|fix| &fix.edits).filter_map(removed_place).collect();
    fixes.extend(
        alias_fixes(views)
            .into_iter()
            .filter(|fix| fix.edits.iter().all(|edit| !removed_places.contains(&edit.place()))),
    );
    fixes.extend(fact_fixes(views));
    fixes.sort_by_key(|fix| (fix.file, fix.edits.first().map(PlaceEdit::place)));
    fixes
}

/// A fix for every day that GitHub knows and a proposal lacks.
fn fact_fixes(views: &Views) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let mut add = |sibling: Place, key: &'static str, day: Option<NaiveDate>, what: &str| {
        if let Some(day) = day {
            let edit = PlaceEdit::AddSibling { place: sibling, key, text: day.to_string() };
            fixes.push(Fix::new(format!("added that {what} on {day}"), edit));
        }
    };
    for proposal in &views.group.proposals {
        let name = proposal.name.place;
        if proposal.opened.is_none() {
            add(name, "opened", views.activity.opening_day(proposal), "the issue was opened");
        }
        if proposal.closed.is_none() {
            add(name, "closed", views.stages.closing_day(proposal), "the issue was closed");
        }
        let template = proposal.template.as_ref().filter(|template| template.merged.is_none());
        let pr = template.and_then(|template| template.pr.as_ref());
        if let (Some(pr), Some(TemplateMerge::Merged(day))) = (pr, views.templates.merge_state(proposal)) {
            add(pr.place, "merged", day, "the template was merged");
        }
    }
    fixes
}

/// The records with the fixes applied, by path; an error for each record that cannot be edited.
pub fn apply_fixes(sources: &Sources, fixes: &[Fix]) -> Vec<Result<FixedRecord, Error>> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in fixes {
        by_file.entry(fix.file).or_default().push(fix);
    }
    let record = |(file, fixes): (FileId, Vec<&Fix>)| {
        let source = sources.file(file);
        let edits: Vec<PlaceEdit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
        let text = edit::apply_place_edits(source, &edits)?;
        let mut known = HashSet::new();
        let descriptions =
            fixes.iter().filter(|fix| known.insert(&fix.description)).map(|fix| fix.description.clone()).collect();
        Ok(FixedRecord { record: Source { path: source.path.clone(), text }, descriptions })
    };
    by_file.into_iter().map(record).collect()
}

/// A fix for every alias of an organization where its name belongs.
fn alias_fixes(views: &Views) -> Vec<Fix> {
    let names = names_by_alias(views);
    if names.is_empty() {
        return Vec::new();
    }
    let mut fixes = Vec::new();
    let mut write = |alias: &Spanned<String>, key: &str| {
        if let Some(name) = names.get(alias.as_str()) {
            fixes.push(Fix::new(
                describe_rename(alias, name, key),
                PlaceEdit::Write { place: alias.place, text: (*name).to_owned() },
            ));
        }
    };
    for proposal in &views.group.proposals {
        proposal.owners.iter().for_each(|owner| write(owner, "owners"));
        proposal.former_owners.iter().for_each(|former| write(&former.name, "former-owners"));
        proposal.supporters.iter().for_each(|supporter| write(supporter, "supporters"));
    }
    for meeting in &views.group.meetings {
        for (_, action) in meeting.opened_actions() {
            action.owners.iter().for_each(|owner| write(owner, "actions"));
        }
    }
    for meeting in &views.group.meetings {
        let Some(attendance) = &meeting.attendance else { continue };
        let mut delegations: HashMap<&str, usize> = HashMap::new();
        for delegation in attendance {
            *delegations.entry(views.index.organization_name(&delegation.organization)).or_default() += 1;
        }
        for delegation in attendance {
            let alias = &delegation.organization;
            let Some(name) = names.get(alias.as_str()) else { continue };
            // With two delegations of one organization, a person has to decide who belongs to which.
            if delegations.get(name) == Some(&1) {
                let edit = PlaceEdit::Rename { place: alias.place, key: (*name).to_owned() };
                fixes.push(Fix::new(describe_rename(alias, name, "attendance"), edit));
            }
        }
    }
    fixes
}

fn describe_rename(alias: &str, name: &str, key: &str) -> String {
    format!("{alias} is now {name} ({key})")
}

/// The name for each alias that means one organization and nothing else.
fn names_by_alias<'g>(views: &Views<'g>) -> HashMap<&'g str, &'g str> {
    let workgroup = views.workgroup;
    let mut names: HashMap<&str, Option<&str>> = HashMap::new();
    for organization in &workgroup.organizations {
        for alias in &organization.aliases {
            let name = organization.name.as_str();
            names
                .entry(alias.as_str())
                .and_modify(|known| *known = known.filter(|it| *it == name))
                .or_insert(Some(name));
        }
    }
    let others = workgroup.organizations.iter().map(|organization| Some(organization.name.as_str()));
    // An action point may be owned by a person or a role.
    let people = workgroup.people.iter().flat_map(|person| [Some(person.name.as_str()), person.role.as_deref()]);
    for taken in others.chain(people).flatten() {
        names.remove(taken);
    }
    names.into_iter().filter_map(|(alias, name)| Some((alias, name?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Overrides, check};
    use crate::test_group::TestGroup;

    const GROUP: &str = "organizations:\n  - { name: Deutsche Telekom, aliases: [DT, DTAG, Both] }\n  - { name: \
                         Orange, aliases: [Both, Chair] }\npeople: [{ name: Ann Example, role: Chair }]\n";

    /// What was done to a file and its new text after one run, and whether a second run finds nothing more.
    fn fix_file(path: &str, text: &str) -> (Vec<String>, String, bool) {
        let run = |text: &str| {
            let views = TestGroup::new().settings(GROUP).file(path, text).views("2026-06-30");
            let findings = check(&views, &Overrides::default()).findings;
            let fixed = apply_fixes(&views.group.sources, &collect_fixes(&views, &findings)).into_iter().next();
            fixed.map(|fixed| fixed.unwrap())
        };
        match run(text) {
            None => (Vec::new(), text.to_owned(), true),
            Some(fixed) => (fixed.descriptions, fixed.record.text.clone(), run(&fixed.record.text).is_none()),
        }
    }

    #[test]
    fn aliases_become_names_where_they_mean_one_organization() {
        let text = "name: X\nissue: 1\nowners: [DT, Both] # they\nformer-owners: [{ name: 'DTAG' }]\nsupporters: [DT]\nallow: []\n";
        let (descriptions, text, is_done) = fix_file("backlog/x.yaml", text);
        assert_eq!(
            descriptions,
            [
                "DT is now Deutsche Telekom (owners)",
                "DTAG is now Deutsche Telekom (former-owners)",
                "DT is now Deutsche Telekom (supporters)"
            ]
        );
        assert_eq!(
            text,
            "name: X\nissue: 1\nowners: [Deutsche Telekom, Both] # they\nformer-owners: [{ name: 'Deutsche Telekom' }]\n\
             supporters: [Deutsche Telekom]\nallow: []\n"
        );
        assert!(is_done);
    }

    #[test]
    fn a_key_of_the_attendance_is_renamed_unless_the_name_is_there() {
        let call =
            |keys: &str| fix_file("minutes/2026-02-12.yaml", &format!("date: 2026-02-12\nattendance: {{ {keys} }}\n"));
        let (descriptions, text, is_done) = call("DT: [Ann Example]");
        assert_eq!(descriptions, ["DT is now Deutsche Telekom (attendance)"]);
        assert!(text.ends_with("{ Deutsche Telekom: [Ann Example] }\n") && is_done);
        assert_eq!(call("DT: [], Deutsche Telekom: []").0, [""; 0]);
        assert_eq!(call("DT: [], DTAG: []").0, [""; 0]);
    }

    #[test]
    fn a_supporter_twice_stays_once() {
        let (descriptions, text, is_done) = fix_file(
            "backlog/x.yaml",
            "name: X\nissue: 1\nsupporters:\n  - DT\n  - Guest # new\n  - Deutsche Telekom # once\n",
        );
        assert_eq!(
            descriptions,
            ["DT is now Deutsche Telekom (supporters)", "removed the duplicate Deutsche Telekom (supporters)"]
        );
        assert_eq!(text, "name: X\nissue: 1\nsupporters:\n  - Deutsche Telekom\n  - Guest # new\n  # once\n");
        assert!(is_done);
    }

    #[test]
    fn stages_whose_lines_are_swapped_change_places() {
        let with = |stages: &str| fix_file("backlog/x.yaml", &format!("name: X\nissue: 1\nstages:\n{stages}"));
        let stage = |stage: &str, date: &str| format!("  - {{ stage: {stage}, date: {date} }}\n");
        let (first, second) = (stage("under-discussion", "2024-01-01"), stage("under-review", "2024-02-01"));
        let (descriptions, text, is_done) = with(&format!("{second}{first}"));
        assert_eq!(descriptions, ["swapped under-review and under-discussion (stages)"]);
        assert!(text.ends_with(&format!("stages:\n{first}{second}")) && is_done, "{text}");
        // A wrong year is not a swap, and neither is a stage that must not follow.
        assert_eq!(with(&format!("{first}{}", stage("under-review", "2023-02-01"))).0, [""; 0]);
        assert_eq!(
            with(&format!("{}{first}", stage("frozen", "2024-02-01"))).0,
            ["swapped frozen and under-discussion (stages)"]
        );
        assert_eq!(with(&format!("{}{first}  - approved\n", second)).0.len(), 1);
    }

    #[test]
    fn action_points_get_the_ids_that_the_call_has_left() {
        let text = "date: 2026-02-12\nagenda:\n  - issue: 1\n    actions:\n      - text: One\n        owners: [DT]\nactions:\n  - { id: 20260212-01, owners: [Chair], text: Two }\n  - { owners: [Chair], text: Three }\n";
        let (descriptions, text, is_done) = fix_file("minutes/2026-02-12.yaml", text);
        assert_eq!(
            descriptions,
            [
                "added the id 20260212-02 to an action point",
                "DT is now Deutsche Telekom (actions)",
                "added the id 20260212-03 to an action point"
            ]
        );
        assert!(
            text.contains("      - id: 20260212-02\n        text: One\n") && text.contains("{ id: 20260212-03, owners")
        );
        assert!(is_done);
    }

    #[test]
    fn days_that_github_knows_are_added() {
        let facts = "issues: { 7: { opened: 2026-01-02T23:30:00Z, closed: 2026-01-20 }, 8: { kind: pr, merged: 2026-01-19 } }\n";
        let record = "issue: 7\ntemplate: { pr: 8 }\nowners: NCSRD\n";
        let fix = |record: &str| {
            let views = TestGroup::new().file("github.yaml", facts).proposal("x", record).views("2026-02-12");
            let fixes = collect_fixes(&views, &[]);
            let mut fixed = apply_fixes(&views.group.sources, &fixes);
            fixed.pop().map(|fixed| fixed.unwrap())
        };
        let fixed = fix(record).unwrap();
        assert_eq!(
            fixed.descriptions,
            [
                "added that the issue was opened on 2026-01-02",
                "added that the issue was closed on 2026-01-20",
                "added that the template was merged on 2026-01-19"
            ]
        );
        assert_eq!(
            fixed.record.text,
            "name: X\nissue: 7\nopened: 2026-01-02\ntemplate: { pr: 8, merged: 2026-01-19 }\nowners: NCSRD\nclosed: 2026-01-20\n"
        );
        assert!(fix(&fixed.record.text["name: X\n".len()..]).is_none());
    }

    #[test]
    fn links_are_encrypted_unless_they_name_a_port() {
        let with = |url: &str| fix_file("backlog/x.yaml", &format!("name: X\nissue: 1\ntemplate: {{ url: {url} }}\n"));
        let (descriptions, text, is_done) = with("'http://example.org/a?b=http://c'");
        assert_eq!(descriptions, ["changed http://example.org/a?b=http://c to `https:`"]);
        assert!(text.ends_with("{ url: 'https://example.org/a?b=http://c' }\n") && is_done, "{text}");
        assert_eq!(with("'http://example.org:8080/'").0, [""; 0]);
    }
}
