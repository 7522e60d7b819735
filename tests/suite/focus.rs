//! A command that decodes only the records it is about prints and records what it would with all of them.

#[path = "../../examples/generate/repository/mod.rs"]
mod repository;

use backlog::error::Error;
use backlog::model::action::Action;
use backlog::model::meeting::Item;
use backlog::model::reference::Reference;
use backlog::model::when::When;
use backlog::record::action::open::open_action;
use backlog::record::agenda::add::add_items;
use backlog::record::changes::Changes;
use backlog::record::decide::record_decision;
use backlog::record::note::{NoteRequest, record_not_treated, record_note};
use backlog::record::proposal::resolve_proposal;
use backlog::record::step::plan_step;
use backlog::report::agenda::{AgendaOrder, describe_progress, format_agenda};
use backlog::report::record_page::{format_meeting, format_proposal};
use backlog::store::load::focus::{BACKLOG, Focus, MINUTES};
use backlog::store::load::{Files, read_files};
use backlog::store::repository::GroupRepository;
use backlog::view::Views;
use backlog::view::approvals::call_to_record::CallToRecord;
use backlog::view::moment::{Clock, Now};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::path::Path;

type Request<'r> = dyn Fn(&Views) -> Result<Changes, Error> + 'r;

/// A repository as read, and as of which day it is shown.
struct Case {
    files: Files,
    today: NaiveDate,
}

impl Case {
    fn read(root: &Path, today: &str) -> Self {
        Self { files: read_files(root).unwrap(), today: today.parse().unwrap() }
    }

    fn use_views<T>(&self, repository: &GroupRepository, use_views: impl FnOnce(&Views) -> T) -> T {
        let workgroup = repository.group.workgroup.as_ref().unwrap();
        let now = Now::from_when(When::Day(self.today), workgroup.timezone);
        use_views(&Views::new(&repository.group, workgroup, now))
    }

    fn whole(&self) -> GroupRepository {
        self.files.clone().into()
    }

    fn part(&self, focus: &Focus) -> Option<GroupRepository> {
        self.files.select_files(focus).map(GroupRepository::from)
    }

    /// The numbers that the records have, and one that they don't.
    fn numbers(&self, views: &Views) -> BTreeSet<u32> {
        let proposals = views.group.proposals.iter().flat_map(|one| one.issue.iter().chain(&one.former_issues));
        let items = views.group.meetings.iter().flat_map(|call| call.items());
        let of_items = items.flat_map(|item| item.issue.iter().chain(&item.pr));
        proposals.chain(of_items).map(|number| number.number).chain([987_654]).collect()
    }

    /// What a request would write, unless it is refused or warned about.
    fn write(
        &self,
        repository: &GroupRepository,
        request: impl Fn(&Views) -> Result<Changes, Error>,
    ) -> Option<(String, String)> {
        let changes = self.use_views(repository, |views| request(views)).ok()?;
        let clock = Clock { today: Some(When::Day(self.today)), system: DateTime::<Utc>::UNIX_EPOCH };
        let step = plan_step(repository, &changes.kind, clock).ok().filter(|step| step.warnings.is_empty())?;
        Some((
            format!("{:?}", step.files),
            format!("{:?} {:?} {:?}", changes.notices, changes.hints, changes.next_steps),
        ))
    }
}

fn cases() -> Vec<Case> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let repos =
        ["good", "group", "mom", "webrtc"].map(|name| Case::read(&here.join("tests/repos").join(name), "2026-02-12"));
    let generated = tempfile::tempdir().unwrap();
    let last = repository::write(generated.path(), 40, 16).unwrap().unwrap();
    let generated = Case::read(generated.path(), &last.to_string());
    repos.into_iter().chain([Case::read(here, "2026-02-12"), generated]).collect()
}

/// A proposal with earlier numbers, and a call on a day whose scheduled call is not held.
fn case_with_earlier_numbers() -> Case {
    let texts = [
        ("backlog/tide.yaml", "name: Tide\nissue: 9\nformer-issues: [7]\nformer-names: [{ name: Ebb, issue: 8 }]\n"),
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\nextra: much to do\n"),
        (
            "workgroup.yaml",
            "name: G\nschedule: [{ slot: 2nd thursday, start: '09:00', end: '10:00' }]\n\
             not-held: [{ date: 2026-02-12, reason: public holiday }]\n",
        ),
    ];
    let files = texts.map(|(path, text)| (path.to_owned(), text.into())).into();
    Case { files: Files::from_bytes(Path::new(""), files), today: "2026-02-12".parse().unwrap() }
}

/// What a shell offers comes from outlines.
#[test]
fn outlines_show_which_proposals_are_active_and_when_calls_are() {
    let (mut proposal_count, mut call_count) = (0, 0);
    for case in cases().into_iter().chain([case_with_earlier_numbers()]) {
        let (whole, outlines) = (case.whole(), case.files.outline_folders(&[BACKLOG, MINUTES]).into());
        case.use_views(&whole, |all| {
            let earlier = all.group.proposals.iter().flat_map(|one| one.template_prs().chain(one.earlier_issues()));
            let numbers: Vec<Reference> =
                earlier.map(|number| number.number).chain(case.numbers(all)).map(Reference::from_number).collect();
            let describe = |views: &Views| {
                let proposals = views.group.proposals.iter().map(|one| {
                    let issue = one.issue.as_ref().map(|issue| views.index.normalize_reference(issue));
                    (one.slug.clone(), one.name.clone(), issue, views.stages.is_active_on(one, case.today))
                });
                let calls = views.group.meetings.iter().map(|call| {
                    (call.date.value, views.calls.is_held(call), format!("{:?}", views.calendar.call_for(call)))
                });
                let recorded = match views.approvals.call_to_record() {
                    CallToRecord::Filed(call) => Some(call.date.value),
                    _ => None,
                };
                let coming: Vec<NaiveDate> = views.calls.movable_calls().take(6).map(|call| call.date).collect();
                let named = numbers.iter().map(|number| {
                    let found = [views.index.by_issue(number), views.index.by_pr(number)];
                    found.map(|proposal| proposal.map(|one| one.slug.clone()))
                });
                let lists: (Vec<_>, Vec<_>, Vec<_>) = (proposals.collect(), calls.collect(), named.collect());
                (lists, recorded, coming)
            };
            let of_all = describe(all);
            assert_eq!(case.use_views(&outlines, describe), of_all);
            proposal_count += of_all.0.0.len();
            call_count += of_all.0.1.len();
        });
    }
    assert!(proposal_count > 80 && call_count > 30, "{proposal_count} {call_count}");
}

#[test]
fn pages_are_the_same() {
    let (mut proposals, mut calls) = (0, 0);
    for case in cases() {
        let whole = case.whole();
        case.use_views(&whole, |all| {
            for number in case.numbers(all) {
                let Some(part) = case.part(&Focus { numbers: vec![number], day: case.today, has_history: false })
                else {
                    continue;
                };
                let page = |views: &Views| {
                    resolve_proposal(&number.to_string(), views).ok().map(|proposal| format_proposal(proposal, views))
                };
                let of_part = case.use_views(&part, page);
                assert_eq!(of_part, page(all), "{number}");
                proposals += usize::from(of_part.is_some());
            }
            for call in &all.group.meetings {
                let day = call.date.value;
                let Some(part) = case.part(&Focus { numbers: Vec::new(), day, has_history: true }) else { continue };
                let page = |views: &Views| {
                    let call = views.calls.meeting_on(day).unwrap();
                    let agenda = format_agenda(call, views, AgendaOrder::LongestFirst, 80);
                    format!("{}{agenda}{:?}", format_meeting(call, views, 80), describe_progress(call, views))
                };
                assert_eq!(case.use_views(&part, page), page(all), "{day}");
                calls += 1;
            }
        });
    }
    assert!(proposals > 80 && calls > 30, "{proposals} {calls}");
}

#[test]
fn records_are_the_same() {
    let mut written = 0;
    for case in cases() {
        let whole = case.whole();
        let (numbers, last) = case.use_views(&whole, |views| {
            (case.numbers(views), views.group.meetings.last().map(|call| call.date.value).unwrap())
        });
        for number in numbers {
            let Some(part) = case.part(&Focus { numbers: vec![number], day: last, has_history: false }) else {
                continue;
            };
            let words = number.to_string();
            let text = format!("The owner of #{} agrees.", number + 1);
            let note = |views: &Views| {
                let call = views.calls.meeting_on(last).unwrap();
                let request = NoteRequest { item: &words, text: &text, replace: false, seen: None, not_treated: false };
                record_note(&request, call, views)
            };
            let decide =
                |views: &Views| record_decision(&words, &text, None, views.calls.meeting_on(last).unwrap(), views);
            let add = |views: &Views| {
                let call = views.calls.meeting_on(last).unwrap();
                add_items(
                    std::slice::from_ref(&words),
                    &Item::default(),
                    When::Day(last - chrono::Days::new(10)),
                    call,
                    views,
                )
            };
            let act = |views: &Views| {
                let action = Action {
                    owners: vec!["Operator 1".to_owned().into()],
                    text: text.clone().into(),
                    ..Action::default()
                };
                open_action(Some(&words), action, None, views.calls.meeting_on(last).unwrap(), views)
            };
            let skip = |views: &Views| {
                record_not_treated(std::slice::from_ref(&words), views.calls.meeting_on(last).unwrap(), views)
            };
            let requests: [&Request<'_>; 5] = [&note, &decide, &add, &act, &skip];
            for request in requests {
                if let Some(of_part) = case.write(&part, request) {
                    assert_eq!(Some(of_part), case.write(&whole, request), "{number}");
                    written += 1;
                }
            }
        }
    }
    assert!(written > 20, "{written}");
}
