//! How rules decide where several records bear on one fact.

use crate::records::Records;
use backlog::model::workgroup::RuleLevel;
use backlog::rules::Overrides;

const NOBODY: &str = "attendance: { Gamma: [Delegate C] }\n";

fn none() -> Overrides {
    Overrides::default()
}

#[test]
fn of_two_owners_the_one_who_joined_earlier_can_be_absent() {
    let owned = |alpha: &str, beta: &str| {
        let organizations =
            format!("organizations: [{{ name: Alpha, since: {alpha} }}, {{ name: Beta, since: {beta} }}, Gamma]\n");
        let records = Records::new(&(organizations + "exceptions: [{ date: 2025-12-25 }]\n"))
            .with_file("backlog/tides.yaml", "name: Tides\nissue: 7\nregistered: 2025-12-01\nowners: [Alpha, Beta]\n")
            .with_call("2025-12-11", NOBODY)
            .with_call("2026-01-08", NOBODY)
            .with_call("2026-01-22", NOBODY);
        records.findings("freeze-due", "2026-02-12", &none()).len()
    };
    assert_eq!(owned("2025-12-01", "2026-01-15"), 1);
    assert_eq!(owned("2026-01-15", "2025-12-01"), 1);
    assert_eq!(owned("2026-01-15", "2026-01-15"), 0, "neither was a member in three calls");
}

/// Which minutes the call of 2026-01-08 or later should have approved.
fn unapproved(records: &Records) -> Vec<String> {
    records.findings("unapproved-minutes", "2026-02-27", &none())
}

#[test]
fn an_extra_call_is_the_call_before_the_next_one() {
    let records = Records::new("")
        .with_call("2026-02-12", "")
        .with_call("2026-02-17", "extra: The backlog has grown too long\nstart: \"09:00\"\nend: \"10:00\"\n")
        .with_call("2026-02-26", NOBODY);
    let found = unapproved(&records);
    assert!(found.len() == 1 && found[0].ends_with(" of 2026-02-17"), "{found:?}");
}

#[test]
fn a_cancelled_call_is_not_the_last_one_held() {
    let records = Records::new("exceptions: [{ date: 2025-12-25, reason: public holiday }]\n")
        .with_call("2025-12-11", "")
        .with_call("2025-12-25", "")
        .with_call("2026-01-08", NOBODY);
    let found = unapproved(&records);
    assert!(found.len() == 1 && found[0].ends_with(" of 2025-12-11"), "{found:?}");
}

#[test]
fn a_level_that_the_group_chose_replaces_the_milder_one_of_a_check() {
    let level = |keys: &str| {
        let records = Records::new(keys).with_call("2026-02-12", "agenda: [{ issue: 99, added: 2026-02-01 }]\n");
        let found = records.findings("unlisted-agenda-item", "2026-02-01", &none());
        found[0].split(' ').next().unwrap().to_owned()
    };
    assert_eq!(level(""), "warning", "the check itself is milder than the rule");
    assert_eq!(level("rules: { unlisted-agenda-item: error }\n"), "error");
}

#[test]
fn a_waiver_of_a_rule_that_is_left_out_is_not_unused() {
    let records = Records::new("").with_call(
        "2026-02-12",
        "agenda: [{ issue: 99, added: 2026-02-10 }]\nallow: [{ rule: late-agenda-item, why: agreed by mail }]\n",
    );
    let unused = |overrides: &Overrides| records.findings("unused-allow", "2026-02-12", overrides).len();
    let without = |rule| Overrides { levels: vec![(rule, RuleLevel::Off)], ..none() };
    assert_eq!(unused(&none()), 0);
    assert_eq!(unused(&without("late-agenda-item")), 0);
    let records = records.with_call("2026-02-26", "allow: [{ rule: late-agenda-item, why: agreed by mail }]\n");
    assert_eq!(records.findings("unused-allow", "2026-02-12", &none()).len(), 1);
    assert_eq!(records.findings("unused-allow", "2026-02-12", &without("late-agenda-item")).len(), 0);
}
