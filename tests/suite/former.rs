//! Records in the former format: the same minutes before and after `check --fix`, with comments and order kept.

use crate::program::{backlog_command, run_command};
use std::path::Path;

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

fn minutes(root: &Path) -> String {
    let root = root.to_str().unwrap();
    let days = ["2026-01-08", "2026-02-12"];
    let one = |day: &&str| run_command(&mut backlog_command(&["-C", root, "--today", "2026-03-01", "minutes", day])).1;
    let table = run_command(&mut backlog_command(&["-C", root, "--today", "2026-03-01", "table"])).1;
    days.iter().map(one).collect::<String>() + &table
}

#[test]
fn former_records_give_the_same_minutes_before_and_after_their_fix() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let root = folder.path().to_str().unwrap();
    let before = minutes(folder.path());
    assert!(before.contains("It is loud.") && before.contains("Nobody speaks of prices."), "{before}");
    let (_, found, _) =
        run_command(&mut backlog_command(&["-C", root, "--today", "2026-03-01", "check", "--format", "json"]));
    assert_eq!(found.matches("\"former-key\"").count(), 3, "once per file: {found}");
    let (_, fixed, stderr) =
        run_command(&mut backlog_command(&["-C", root, "--today", "2026-03-01", "check", "--fix"]));
    assert!(fixed.contains("former names"), "{fixed}{stderr}");
    assert_eq!(minutes(folder.path()), before);
    let texts: String = FILES.map(|(path, _)| std::fs::read_to_string(folder.path().join(path)).unwrap()).concat();
    for former in FORMER {
        assert!(!texts.contains(former), "{former}: {texts}");
    }
    for kept in ["# Our group", "# the long one", "# a holiday", "# nobody came", "# as agreed", "# the horn"] {
        assert!(texts.contains(kept), "{kept}: {texts}");
    }
    let group = "minutes: { style: api-backlog } # the long one\ntable: { format: html }\n";
    assert!(texts.contains(group) && texts.contains("freeze-after: { inactive-weeks: 5 }"), "{texts}");
    assert!(texts.contains("not-held:\n  # a holiday\n  - { date"), "{texts}");
    let (_, found, _) = run_command(&mut backlog_command(&["-C", root, "--today", "2026-03-01", "check"]));
    assert!(!found.contains("former-key"), "{found}");
}
