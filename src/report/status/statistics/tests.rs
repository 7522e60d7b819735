use super::format_statistics;
use crate::report::human::Look;
use crate::test_group::TestGroup;

fn format_page(group: &TestGroup, now: &str, bars: bool) -> String {
    let views = group.views(now);
    let look = Look { color: false, unicode: true, width: 80, prefix: String::new() };
    format_statistics(&views.group_statistics(), &views, &look, bars)
}

#[test]
fn a_page_shows_every_figure_with_bars() {
    let group = TestGroup::new()
        .proposal("a", "issue: 1\nregistered: 2025-01-01\nstages: [{ stage: approved, date: 2025-01-11 }]\n")
        .proposal("b", "issue: 2\nregistered: 2025-01-01\nstages: [{ stage: approved, date: 2025-02-10 }]\n")
        .proposal("c", "issue: 3\nstages: [approved]\n")
        .proposal("d", "issue: 4\n")
        .call("2025-12-11", "")
        .call("2026-01-08", "attendance: { DT: [A], Orange: [B], Zeta: [C] }\nagenda: [{ issue: 4, treated: false }]\n")
        .call(
            "2026-01-22",
            "attendance: { DT: [A] }\nagenda: [{ issue: 4, treated: false }, { title: New, treated: false }, { issue: 5, notes: x }]\n\
             actions: [{ id: 20260122-01, owners: [DT], text: t, due: 2026-01-23 }, { id: 20260122-02, text: t }]\n",
        )
        .call("2026-02-12", "agenda: [{ issue: 4 }, { title: New }, { title: Newer }]\n");
    let expected = "\
G: figures of Sunday 2026-02-01

attendance of 2 calls, 2026-01-08 to 2026-01-22
  Deutsche Telekom  2 of 2  100%  ██████████████████████████████
  Orange            1 of 2   50%  ███████████████
  NCSRD             0 of 2    0%
  held calls without a recorded attendance, left out: 1
  present without being a member: Zeta (1 call)

calls that open items have waited, before 2026-02-12
  #4 D   2  ██████████████████████████████
  `New`  1  ███████████████
  open items that have not waited: 1

days from registration to approval, of 2 proposals
  shortest         10  ███████
  median           10  ███████
  90th percentile  40  ██████████████████████████████
  longest          40  ██████████████████████████████
  left out: 1 without a day of registration

action points by owner: 2 open, 1 overdue
  Deutsche Telekom  1 open  1 overdue  ██████████████████████████████
  nobody            1 open             ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
";
    assert_eq!(format_page(&group, "2026-02-01", true), expected);
    let bare = |page: &str| {
        let lines = page.lines().map(|line| line.trim_end_matches(['█', '░', ' ']));
        lines.collect::<Vec<_>>().join("\n")
    };
    let plain = format_page(&group, "2026-02-01", false);
    assert_eq!(bare(&plain), bare(expected), "the figures are the same");
    assert!(!plain.contains(['█', '░']), "{plain}");
}

#[test]
fn a_group_without_records_has_no_figures() {
    let expected = "\
G: figures of Sunday 2026-02-01

attendance
  no call with a recorded attendance is over (backlog attend)

calls that open items have waited, before 2026-02-12
  no open items

days from registration to approval
  no proposal is approved

open action points
  no open action points
";
    assert_eq!(format_page(&TestGroup::new(), "2026-02-01", true), expected);
}
