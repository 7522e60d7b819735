//! Records in the former format: the same minutes before and after `check --fix`, with comments and order kept.

use crate::program::Repository;

const FILES: [(&str, &str); 4] = [
    (
        "workgroup.yaml",
        "# Our group\nname: Lighthouse\nstyle: api-backlog # the long one\ntable: html\nschedule:\n  - { slot: 2nd thursday, start: \"09:00\", end: \"10:30\" }\n\
         exceptions:\n  # a holiday\n  - { date: 2025-12-11, reason: public holiday }\n  - { date: 2026-03-12, moved-to: 2026-03-13 }\n\
         lifecycle: { freeze-after-weeks: 5, archive-after-months: 7 }\nrecords: { complete-since: 2026-01-01 }\n\
         notices:\n  - heading: Policy\n    body: Nobody speaks of prices.\norganizations: [Gamma Labs]\n\
         allow:\n  - { rule: missing-meeting, why: no files yet }\n",
    ),
    (
        "backlog/fog.yaml",
        "name: Fog\nissue: 63\nowners: [Gamma Labs]\nsummary: A horn.\nearlier:\n  - { date: 2025-11-13, treated: false } # nobody came\n  - date: 2025-10-09\n    text: |\n      Two\n      lines.\n\
         stages:\n  - under-discussion\n  - { stage: sent-to-tsc, date: 2026-02-12, note: at last }\n",
    ),
    ("minutes/2026-01-08.yaml", "date: 2026-01-08\nattendance: { Gamma Labs: [Delegate A] }\n"),
    (
        "minutes/2026-02-12.yaml",
        "date: 2026-02-12\n# as agreed\napproval: { decision: approved, of: 2026-01-08 }\nattendance: { Gamma Labs: [Delegate A] }\n\
         recap:\n  - { heading: TSC, body: No news. }\nagenda:\n  - issue: 63 # the horn\n    update: It is loud.\nsections:\n  - body: The end.\n",
    ),
];

/// Every word of the former format.
const FORMER: [&str; 14] = [
    "\nstyle:",
    "table: html",
    "exceptions:",
    "moved-to",
    "lifecycle:",
    "freeze-after-weeks",
    "body:",
    "why:",
    "earlier:",
    "sent-to-tsc",
    "note:",
    "approval:",
    " of:",
    "update:",
];

/// The output of a command on 2026-03-01.
fn output_of(root: &Repository, arguments: &[&str]) -> String {
    root.run(&[&["--today", "2026-03-01"], arguments].concat()).1
}

fn minutes(root: &Repository) -> String {
    [&["minutes", "2026-01-08"][..], &["minutes", "2026-02-12"], &["table"]].map(|it| output_of(root, it)).concat()
}

#[test]
fn former_records_give_the_same_minutes_before_and_after_their_fix() {
    let root = Repository::new();
    FILES.iter().for_each(|(path, text)| root.write(path, text));
    let before = minutes(&root);
    assert!(before.contains("It is loud.") && before.contains("Nobody speaks of prices."), "{before}");
    let found = output_of(&root, &["check", "--format", "json"]);
    assert_eq!(found.matches("\"former-key\"").count(), 3, "once per file: {found}");
    let fixed = output_of(&root, &["check", "--fix"]);
    assert!(fixed.contains("former names"), "{fixed}");
    assert_eq!(minutes(&root), before);
    let texts: String = FILES.map(|(path, _)| root.read(path)).concat();
    for former in FORMER {
        assert!(!texts.contains(former), "{former}: {texts}");
    }
    for kept in ["# Our group", "# the long one", "# a holiday", "# nobody came", "# as agreed", "# the horn"] {
        assert!(texts.contains(kept), "{kept}: {texts}");
    }
    let group = "minutes: { style: api-backlog } # the long one\ntable: { format: html }\n";
    assert!(texts.contains(group) && texts.contains("freeze-after: { inactive-weeks: 5 }"), "{texts}");
    assert!(texts.contains("not-held:\n  # a holiday\n  - { date"), "{texts}");
    let found = output_of(&root, &["check"]);
    assert!(!found.contains("former-key"), "{found}");
}
