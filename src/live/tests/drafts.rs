//! What is typed and not recorded outlives a kill.

use super::Desk;
use crate::live::event::Event;
use std::fs;
use std::path::PathBuf;

const CALL: &str = "minutes/2026-02-26.yaml";

fn draft_path(desk: &Desk) -> PathBuf {
    desk.path().join(".backlog/draft-2026-02-26.json")
}

#[test]
fn a_form_that_was_killed_goes_on() {
    for leave in ["", "<Esc>", "<Esc>1dOther"] {
        let mut desk = Desk::open();
        desk.press("3aAdd an example<Enter>NCSRD");
        desk.press(leave);
        desk.wait(4);
        assert!(!draft_path(&desk).exists());
        desk.wait(1);
        let mut desk = desk.kill();
        let line = "typed before and not recorded: action point (293); a on its row opens this again";
        assert!(desk.footer().replace('\n', " ").contains(line), "{leave}: {}", desk.footer());
        // Its row is selected, and the cursor is in the last line with text.
        desk.press("a");
        let picture = desk.picture(80, 24);
        assert!(picture.contains("Add an example") && picture.contains("NCSRD"), "{picture}");
        desk.press("<Enter>mar 12<Enter>");
        let text = desk.read(CALL);
        assert!(text.contains("owners: [NCSRD], text: Add an example, due: 2026-03-12"), "{text}{}", desk.footer());
        assert_eq!(draft_path(&desk).exists(), leave.contains("Other"));
        if leave.contains("Other") {
            desk.wait(5);
            desk = desk.kill();
            assert!(desk.footer().contains("decision (63); d on its row"), "{}", desk.footer());
            desk.press("d<Enter>");
            assert!(desk.read(CALL).contains("- Other\n"));
        }
        assert!(!draft_path(&desk).exists());
        assert_eq!(desk.kill().screen.message, None);
    }
}

#[test]
fn every_form_is_kept() {
    for (keys, again, words) in [
        ("3dWait", "d", "decision (293); d on its row"),
        ("<Home>aDo it", "a", "action point (the call); a on its row"),
        ("3eThe owner leaves", "e", "exception (293); e on its row"),
        ("tTable update", "t", "topic; t opens"),
        ("rTSC<Enter>They met", "r", "recap; r opens"),
        ("p+Bo Ek<Enter>Acme", "p+", "somebody new; p + opens"),
    ] {
        let mut desk = Desk::open();
        desk.press(keys);
        let before = desk.picture(80, 24);
        desk.wait(5);
        let mut desk = desk.kill();
        assert!(desk.footer().replace('\n', " ").contains(words), "{keys}: {}", desk.footer());
        desk.press(again);
        let right = |picture: &str| picture.lines().take(15).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(right(&desk.picture(80, 24)), right(&before), "{keys}");
    }
}

#[test]
fn a_form_that_is_emptied_is_not_kept() {
    let mut desk = Desk::open();
    desk.press("3dNo");
    desk.wait(5);
    assert!(draft_path(&desk).exists());
    desk.press("<Back><Back>");
    assert!(!draft_path(&desk).exists());
    desk.press("<Esc>");
    desk.wait(60);
    assert!(!draft_path(&desk).exists());
}

#[test]
fn an_end_of_the_program_keeps_a_form_at_once() {
    for keys in ["<C-z>", "<C-c>q"] {
        let mut desk = Desk::open();
        desk.press("3dWait.");
        desk.press(keys);
        assert!(desk.kill().footer().contains("decision (293)"), "{keys}");
    }
    let mut desk = Desk::open();
    desk.press("3dWait.");
    desk.screen.handle_event(Event::Save);
    assert!(desk.kill().footer().contains("decision (293)"));
}

#[test]
fn notes_that_cannot_be_saved_are_kept() {
    let mut desk = Desk::open();
    let good = desk.read(CALL);
    desk.press("3n Mine.");
    desk.write(CALL, "<<<<<<< HEAD\n");
    desk.wait(5);
    fs::write(desk.path().join(CALL), &good).unwrap();
    let mut desk = desk.kill();
    assert!(desk.footer().contains("notes (293); n on its row"), "{}", desk.footer());
    desk.press("n<Esc>");
    assert!(desk.read(CALL).contains("notes: The template is complete. Mine.\n"), "{}", desk.read(CALL));
    assert!(!draft_path(&desk).exists());
}

#[test]
fn kept_notes_meet_those_that_somebody_else_wrote() {
    let mut desk = Desk::open();
    let good = desk.read(CALL);
    desk.press("3n Mine.");
    desk.write(CALL, "<<<<<<< HEAD\n");
    desk.wait(5);
    fs::write(desk.path().join(CALL), good.replace("The template is complete.", "The template is theirs.")).unwrap();
    let mut desk = desk.kill();
    assert!(desk.footer().contains("both texts are here"), "{}", desk.footer());
    desk.press("n<Esc>");
    let text = desk.read(CALL);
    assert!(text.contains("The template is theirs.") && text.contains("The template is complete. Mine."), "{text}");
    // What was saved before the kill is not offered again.
    let mut desk = Desk::open();
    desk.press("3n Mine.");
    desk.write(CALL, "<<<<<<< HEAD\n");
    desk.wait(5);
    let saved = good.replace("The template is complete.", "The template is complete. Mine.");
    fs::write(desk.path().join(CALL), saved).unwrap();
    let mut desk = desk.kill();
    assert_eq!(desk.screen.message, None);
    desk.wait(1);
    assert!(!draft_path(&desk).exists());
}

#[test]
fn a_screen_removes_only_what_it_wrote() {
    let mut first = Desk::open();
    first.press("3dMine.");
    first.wait(5);
    let theirs = br#"{"forms":[{"purpose":"News","texts":["TSC","They met"]}],"notes":[]}"#;
    fs::write(draft_path(&first), theirs).unwrap();
    first.press("<Enter>");
    assert!(first.read(CALL).contains("- Mine.\n"));
    assert!(first.kill().footer().contains("recap; r opens"));
}

#[cfg(unix)]
#[test]
fn a_hostile_draft_is_left_out_and_harms_nothing() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    let good = r#"{"forms":[{"purpose":"News","texts":["TSC"]}],"notes":[]}"#;
    fs::write(secret.path(), good).unwrap();
    let deep = "[".repeat(100_000);
    for (draft, words) in [
        ("", "damaged"),
        ("{", "damaged"),
        (deep.as_str(), "damaged"),
        (r#"{"forms":[{"purpose":"Shell","texts":["x"]}],"notes":[]}"#, "damaged"),
        ("link", "a link leads"),
        ("folder", "expected a file"),
        ("long", "bytes"),
        ("tracked", "git tracks a file in it"),
    ] {
        let desk = Desk::open();
        let path = draft_path(&desk);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let git = |arguments: &[&str]| {
            let run = std::process::Command::new("git").arg("-C").arg(desk.path()).args(arguments).output().unwrap();
            assert!(run.status.success(), "{run:?}");
        };
        match draft {
            "link" => std::os::unix::fs::symlink(secret.path(), &path).unwrap(),
            "folder" => fs::create_dir(&path).unwrap(),
            "long" => fs::File::create(&path).unwrap().set_len(1 << 40).unwrap(),
            "tracked" => {
                fs::write(&path, good).unwrap();
                git(&["init", "--quiet"]);
                git(&["add", "--force", ".backlog"]);
            }
            text => fs::write(&path, text).unwrap(),
        }
        let mut desk = desk.kill();
        assert!(desk.footer().contains(words), "{draft:.9}: {}", desk.footer());
        assert!(desk.screen.left_forms.is_empty());
        // The screen goes on, and keeps what is typed now, where that is possible.
        desk.press("3dWait.");
        desk.wait(5);
        assert_eq!(path.is_file() && !path.is_symlink(), draft != "folder");
        desk.press("<Enter>");
        assert!(desk.read(CALL).contains("- Wait.\n"), "{draft:.9}: {}", desk.footer());
        assert_eq!(fs::read_to_string(secret.path()).unwrap(), good);
    }
}

#[test]
fn what_a_draft_says_controls_no_terminal() {
    let desk = Desk::open();
    fs::create_dir(desk.path().join(".backlog")).unwrap();
    let nasty = r"\u001b[31m\u0007\r\n\u202e\u009b2J";
    let form = |purpose: &str| format!(r#"{{"purpose":{purpose},"texts":["{nasty}","x","y","{nasty}"]}}"#);
    let forms = [
        form(&format!(r#"{{"Decision":{{"item":"{nasty}"}}}}"#)),
        form(&format!(r#"{{"Close":{{"id":"{nasty}"}}}}"#)),
        form(r#""News""#),
        form(r#""News""#),
    ];
    let note = |item: &str| format!(r#"{{"item":"{item}","recorded":"{nasty}","text":"{nasty}"}}"#);
    let text = format!(r#"{{"forms":[{}],"notes":[{},{}]}}"#, forms.join(","), note("293"), note(nasty));
    fs::write(draft_path(&desk), text).unwrap();
    let mut desk = desk.kill();
    for keys in ["", "3", "n", "<Esc>r", "<Esc>q"] {
        desk.press(keys);
        for (columns, lines) in [(80, 24), (120, 60)] {
            let picture = desk.picture(columns, lines);
            assert!(!picture.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}', '\u{9b}']), "{keys}: {picture}");
        }
    }
}
