//! GitHub was last read before the agenda closed.

use super::{Findings, rule};
use crate::view::Views;

rule! {
    /// The agenda of the next call has closed since GitHub was last read.
    ///
    /// ## Why
    /// Agreement 1: an issue that was opened in time may be discussed. What happened on GitHub until the agenda closed is not
    /// known before it is read.
    ///
    /// ## Evidence
    /// `synced` in `github.yaml`, which `backlog sync` writes; the next call. A group without `github.yaml` is not checked.
    ///
    /// ## Bad
    /// ```yaml github.yaml
    /// synced: 2026-06-20
    /// ```
    ///
    /// ```yaml minutes/2026-07-02.yaml
    /// date: 2026-07-02
    /// agenda-sent: 2026-06-25
    /// ```
    ///
    /// ## Good
    /// ```yaml github.yaml
    /// synced: 2026-06-26
    /// ```
    ///
    /// ```yaml minutes/2026-07-02.yaml
    /// date: 2026-07-02
    /// agenda-sent: 2026-06-25
    /// ```
    ///
    /// ## Fix
    /// Run `backlog sync`, and commit `github.yaml`.
    "stale-github", Agenda, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let (Some(synced), Some(call)) = (&views.group.github.synced, views.calls.coming_calls().next()) else { return };
    let closed = views.calendar.closing(&call).day();
    // On the day itself it may have been read before or after.
    if synced.value >= closed || views.now.day() <= closed {
        return;
    }
    let message = format!("GitHub was read on {}, and the agenda of {} closed on {closed}", synced.value, call.date);
    out.report(synced.place, message).with_help("Run `backlog sync`.").on_day(closed);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn a_reading_before_the_closing_is_stale_after_it() {
        let findings = |synced: &str, now: &str| {
            let group = TestGroup::new().file("github.yaml", format!("synced: {synced}\n"));
            group.findings_on(NAME, now)
        };
        assert_eq!(
            findings("2026-02-04", "2026-02-06"),
            [
                "warning github.yaml:1:9 GitHub was read on 2026-02-04, and the agenda of 2026-02-12 closed on 2026-02-05 | Run \
              `backlog sync`."
            ]
        );
        assert_eq!(findings("2026-02-05", "2026-02-06"), [""; 0]);
        assert_eq!(findings("2026-01-02", "2026-02-05"), ["warning"; 0], "the agenda is still open");
    }
}
