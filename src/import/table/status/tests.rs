//! Stages in the words of groups.

use super::*;
use crate::import::table::source::TableSource;
use crate::source::FileId;

/// Each stage with its date and note, then the kinds of the doubts.
fn describe_status(text: &str) -> String {
    describe_status_with(None, text)
}

fn describe_status_with(reviewer: Option<&str>, text: &str) -> String {
    let mut row = ParsedRow::default();
    let source = TableSource::new(text, FileId(0));
    let repository = read_status(&source.read_cell(0..text.len()), reviewer, &mut row);
    let closed = row.proposal.closed.as_ref().map(|day| format!("closed {}", day.value));
    let stages = row.proposal.stages.iter().map(|reached| {
        let day = reached.date.as_ref().map(|day| format!(" {}", day.value)).unwrap_or_default();
        let note = reached.reason.as_ref().map(|note| format!(" ({})", note.value)).unwrap_or_default();
        format!("{}{day}{note}", reached.stage.value.record_key())
    });
    let doubts = row.doubts.iter().map(|doubt| doubt.kind.record_key().to_owned());
    let link = repository.map(|found| format!("{} {}", found.name.unwrap(), found.url.unwrap().value));
    stages.chain(closed).chain(link).chain(doubts).collect::<Vec<_>>().join("; ")
}

#[test]
fn stages_are_read_with_their_dates() {
    for (text, expected) in [
        ("<ul><li>TSC Approved (N/A)</li></ul>", "approved"),
        ("TSC Approved & Onboarded (2025/12/18)", "approved 2025-12-18; onboarded 2025-12-18"),
        (
            "Sent to TSC for approval (2024/01/12), Approved (2024/01/18)",
            "under-review 2024-01-12; approved 2024-01-18",
        ),
        ("TSC approved (2025/13/02) & Onboarding (2025/03/24)", "approved; onboarding 2025-03-24; no-date"),
        ("Archived Phase A & B (2026/02/05)", "archived 2026-02-05 (Phase A & B)"),
        ("Onboarding under GSMA (2025/11/25)", "onboarding 2025-11-25 (under GSMA)"),
        ("Frozen: no answer (2024-09-06)", "frozen 2024-09-06 (no answer)"),
        ("Onboarding - TSC Approved (2025/04/17)", "approved 2025-04-17; onboarding; unplaced"),
        ("<li>Under discussion</li><li>Not yet treated</li>", "under-discussion"),
        ("(Approved in another group)", "unplaced"),
        ("Approved elsewhere", "unplaced"),
        ("---", ""),
        ("Approved by SC (2022/10/13)", "approved 2022-10-13"),
        ("Sent to SC for approval (2023/09/01)", "under-review 2023-09-01"),
        ("Not yet treated by the board", "unplaced"),
        ("TSC Approved and Onboarding", "approved; onboarding"),
        ("TSC Approved 2024/05/02", "approved 2024-05-02"),
        ("TSC Approved (2023/12/07) with conditions (two)", "approved 2023-12-07 (with conditions (two))"),
        ("<li>Under discussion</li><li>closed (2026/01/08)</li>", "under-discussion; closed 2026-01-08"),
        ("Closed", "unplaced"),
        ("Under Evaluation", "under-discussion"),
        ("Submitted (2022/10/13)", "not-yet-discussed 2022-10-13"),
        ("Submitted to the TSC (2022/10/13)", "under-review 2022-10-13"),
        ("Sent for TSC for approval (2022/11/17)", "under-review 2022-11-17"),
        ("Rejected (2022/12/01)", "not-approved 2022-12-01"),
        ("Rejected by the board", "unplaced"),
        ("Rejected: overlap (2022/12/01)", "not-approved 2022-12-01 (overlap)"),
        ("Under evaluation by the TSC", "under-review"),
        ("Not approved: 2022/12/01, 2023/02/16", "not-approved 2022-12-01; not-approved 2023-02-16"),
        ("Approved - [P](https://github.com/o/p) - 2022/10/13", "approved 2022-10-13; P https://github.com/o/p"),
        ("Approved 2022-10-13 ([P](https://github.com/o/p))", "approved 2022-10-13; P https://github.com/o/p"),
        ("Not approved (2022/12/01, 2023/02/16)", "not-approved 2022-12-01; not-approved 2023-02-16"),
        ("Declined (Dec 1, 2022 and Feb 16, 2023)", "not-approved 2022-12-01; not-approved 2023-02-16"),
        ("Approved & Onboarded (2022/12/01, 2023/02/16)", "approved; onboarded; no-date"),
        (
            "Approved ([Place](https://github.com/o/p)) (2022/10/13)",
            "approved 2022-10-13; Place https://github.com/o/p",
        ),
        ("Approved [link](https://github.com/o/p)", "approved; p https://github.com/o/p"),
        ("<a href='https://github.com/o/p/tree/main/a'>A</a>", "A https://github.com/o/p/tree/main/a"),
        ("TSC Approved: [minutes](https://wiki.e.x/display/o/p)", "approved (minutes)"),
        ("Sent to TSC (2024/01/12) TSC Approved (2024/01/18)", "under-review 2024-01-12; approved 2024-01-18"),
    ] {
        assert_eq!(describe_status(text), expected, "{text}");
    }
}

#[test]
fn the_reviewer_has_any_name() {
    for reviewer in ["Board", "Conseil d'été", "SC Group", "TSC"] {
        for stage in Stage::all() {
            let text = format!("{} (2024-01-18): in part", stage.display_name(Some(reviewer)));
            let expected = format!("{} 2024-01-18 (in part)", stage.record_key());
            assert_eq!(describe_status_with(Some(reviewer), &text), expected, "{text}");
        }
        let text = format!("Not approved by the {reviewer} (2024-01-18)");
        assert_eq!(describe_status_with(Some(reviewer), &text), "not-approved 2024-01-18");
    }
    for stage in Stage::all() {
        assert_eq!(
            describe_status(&format!("{} (2024-01-18)", stage.display_name(None))),
            format!("{} 2024-01-18", stage.record_key())
        );
    }
    assert_eq!(describe_status("Board approved (2024-01-18)"), "unplaced");
}
