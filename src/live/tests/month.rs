//! The first call of the month, by keys: the file equals the one that a person wrote.

use super::{Desk, MONTH, copy_files};
use std::path::Path;

const CALL: &str = "minutes/2026-02-12.yaml";

/// The file of the call before it began.
const BEFORE: &str = "\
date: 2026-02-12
agenda-sent: 2026-02-06T09:05:00Z
agenda:
  - { issue: 63, added: 2026-02-03T10:00:00Z }
  - { issue: 259, added: 2026-02-03T10:01:00Z }
  - { issue: 293, added: 2026-02-06T09:00:00Z, exception: the owner can join this call only }
";

#[test]
fn a_call_by_keys_is_as_a_person_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    copy_files(Path::new(MONTH), folder.path());
    std::fs::remove_file(folder.path().join("minutes/2026-02-26.yaml")).unwrap();
    std::fs::write(folder.path().join(CALL), BEFORE).unwrap();
    let mut desk = Desk::open_call(folder, "2026-02-12", "2026-02-12T09:05:00Z");
    desk.press("pgil<Enter>eri<Enter>kev-pan<Enter>+");
    desk.press("Reg Cox<Enter>gsma<Enter><Esc>");
    desk.press("rTSC 2026-02-05<Enter>");
    desk.press("- Device Quality Indicator becomes Device Media Streaming Rate (#296).<Alt-Enter>");
    desk.press("- The release candidate of the Consent Info API is on its way.<Enter>");
    desk.press("1nThe new owner presented what is left of the API.<Esc>");
    desk.press("dIt goes to the TSC.<Enter>");
    desk.press("aPrepare the slides for the TSC<Enter><Enter>+2w<Enter>");
    desk.press("<Home>aAsk GSMA for a liaison<Enter>Chair<Enter><Enter>");
    desk.press("3nNCSRD showed the intents: what is asked for, and how trust is measured.<Esc>R");
    let expected = std::fs::read_to_string(Path::new(MONTH).join(CALL)).unwrap();
    let topic = expected.find("topics:").unwrap()..expected.find("agenda:\n").unwrap();
    let expected = format!("{}{}", &expected[..topic.start], &expected[topic.end..]);
    assert_eq!(desk.read(CALL), expected);
}
