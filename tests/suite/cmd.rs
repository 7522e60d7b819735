//! The output of each command in a terminal: `cmd/*.trycmd`.
//!
//! `TRYCMD=overwrite cargo test --test suite cmd` writes the current output into them; read it before you commit it.
//! The commands of `NAME.trycmd` run in the folder `NAME.in`; if there is a `NAME.out`, they run in a copy, which must
//! have the files of `NAME.out` in the end. A backslash appears as a slash, because trycmd takes it for a path
//! separator.

use crate::program::{GROUP, Repository, backlog_command, copy_group, run_command};
use std::process::Stdio;

/// Set for the child of the test below.
#[cfg(unix)]
const IS_CHILD: &str = "BACKLOG_TRYCMD_CHILD";

// On Windows the terminal shows other characters and paths.
#[cfg(unix)]
#[test]
fn the_terminal_shows_the_committed_output() {
    // trycmd prints a line for each of some 500 commands, so it runs in a child whose output is shown only after a
    // failure.
    if std::env::var_os(IS_CHILD).is_none() {
        let this_test = std::thread::current().name().unwrap().to_owned();
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        let child = child.args(["--exact", &this_test, "--nocapture"]).env(IS_CHILD, "1").output().unwrap();
        let shown = String::from_utf8_lossy(&child.stdout) + String::from_utf8_lossy(&child.stderr);
        let is_worth_reading = |line: &&str| !(line.starts_with("Testing ") && line.contains(" ... ok"));
        let shown: Vec<&str> = shown.lines().filter(is_worth_reading).collect();
        assert!(child.status.success(), "{}", shown.join("\n"));
        return;
    }
    let cases = trycmd::TestCases::new();
    cases.register_bin("backlog", std::path::Path::new(env!("CARGO_BIN_EXE_backlog")));
    // Independent of the user's environment: no color, no locale, a terminal of the usual width.
    for (name, value) in [("NO_COLOR", "1"), ("COLUMNS", "80"), ("RUST_BACKTRACE", "0")] {
        cases.env(name, value);
    }
    for name in ["LC_ALL", "LC_CTYPE", "LANG", "GITHUB_WORKSPACE"] {
        cases.env(name, "");
    }
    cases.case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}

#[test]
fn color_is_shown_where_it_is_asked_for() {
    let is_colored = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = backlog_command(&["-C", GROUP, "--today", "2026-04-10", "check"]);
        run_command(command.args(arguments).envs(environment.iter().copied())).1.contains('\u{1b}')
    };
    assert!(!is_colored(&[], &[]));
    assert!(is_colored(&["--color", "always"], &[]));
    assert!(is_colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(is_colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!is_colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn the_day_may_come_from_the_environment() {
    let mut command = backlog_command(&["-C", GROUP, "agenda"]);
    let (code, _, stderr) = run_command(command.env("BACKLOG_TODAY", "2026-03-19"));
    assert_eq!(code, Some(0));
    assert!(stderr.starts_with("the call of 2026-03-24"), "{stderr}");
    let (_, _, stderr) = run_command(command.env("BACKLOG_TODAY", "2026-03-19").args(["--today", "2026-04-10"]));
    assert!(stderr.starts_with("the call of 2026-04-21"), "{stderr}");
}

#[test]
fn json_has_the_items_in_the_chosen_order() {
    let command = ["-C", GROUP, "--today", "2026-04-10", "agenda", "--json", "--longest-first"];
    let output = run_command(&mut backlog_command(&command)).1;
    let position = |issue: u32| output.find(&format!("\"issue\": {issue},")).unwrap();
    assert!(position(14) < position(12) && position(12) < position(13), "{output}");
}

#[test]
fn a_pipe_that_is_closed_ends_quietly() {
    let mut command = backlog_command(&["-C", GROUP, "minutes", "2026-04-07"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[cfg(target_os = "linux")]
#[test]
fn lost_output_is_reported() {
    for arguments in [&["list"][..], &["minutes", "2026-04-07"], &["check", "--format", "sarif"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output =
            backlog_command(&["-C", GROUP, "--today", "2026-04-10"]).args(arguments).stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains("error: cannot write the output: No space left"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn people_are_completed_as_of_the_call() {
    let root = Repository::new();
    let folder = root.path().to_str().unwrap();
    for arguments in [
        &["init", folder, "--slot", "2nd thursday 09:00-10:30", "--slot", "4th thursday 15:00-16:30"][..],
        &["add-person", "Ann Example", "--org", "Orange"],
        &["add-person", "Ann Example", "--org", "Vodafone", "--since", "2026-02-20"],
        &["new-meeting", "2026-02-12"],
        &["new-meeting", "2026-02-26"],
    ] {
        root.run_successfully(&[arguments, &["--today", "2026-02-01"]].concat());
    }
    let completed = |words: &[&str]| {
        let mut command = backlog_command(&["--", "backlog", "-C", folder, "--today", "2026-02-27", "attend"]);
        command.args(words).arg("Ann").env("BACKLOG_COMPLETE", "fish");
        run_command(&mut command).1
    };
    assert_eq!(completed(&[]), "Ann Example\tVodafone\n");
    assert_eq!(completed(&["--meeting", "2026-02-12"]), "Ann Example\tOrange\n");
}

/// What `only_folders` relies on: the records in the other folder do not change what a shell offers.
#[test]
fn records_in_other_folders_do_not_change_what_a_shell_offers() {
    for (words, others) in [
        (&["stage"][..], &["minutes"][..]),
        (&["add-proposal", "--target"], &["minutes"]),
        (&["minutes"], &["backlog"]),
        (&["move-meeting"], &["backlog"]),
        (&["new-meeting"], &["backlog"]),
        (&["attend"], &["backlog"]),
        (&["action", "close"], &["backlog"]),
        (&["add-person", "Ann", "--organization"], &["backlog", "minutes"]),
    ] {
        let copy = copy_group();
        let list_candidates = || {
            let index = (words.len() + 1).to_string();
            let mut command = backlog_command(&[&["--", "backlog"], words, &[""]].concat());
            command
                .env("BACKLOG_TODAY", "2026-03-10")
                .env("BACKLOG_COMPLETE", "zsh")
                .env("_CLAP_COMPLETE_INDEX", index);
            run_command(command.current_dir(copy.path())).1
        };
        let offered = list_candidates();
        assert!(offered.lines().count() > 1, "{words:?}: {offered}");
        others.iter().for_each(|folder| std::fs::remove_dir_all(copy.path().join(folder)).unwrap());
        assert_eq!(list_candidates(), offered, "{words:?} without {others:?}");
    }
}

#[test]
fn paths_lead_from_where_the_user_is() {
    let check = |arguments: &[&str]| {
        let mut command = backlog_command(&["--today", "2026-04-10", "check"]);
        run_command(command.args(arguments).current_dir(format!("{GROUP}/minutes"))).1
    };
    let output = check(&[]);
    assert!(output.contains("[../minutes/2026-02-17.yaml:10:3]"), "{output}");
    let output = check(&["--format", "json"]);
    assert!(output.contains("\"file\": \"minutes/2026-02-17.yaml\""), "{output}");
    // A GitHub workflow names a file by its path in the checkout.
    for (checkout, expected) in [(env!("CARGO_MANIFEST_DIR"), "tests/repos/group/"), (GROUP, ""), ("/nowhere", "")] {
        let check = |format: &str| {
            let mut command = backlog_command(&["-C", GROUP, "--today", "2026-04-10", "check", "--format", format]);
            run_command(command.env("GITHUB_WORKSPACE", checkout)).1
        };
        let output = check("github");
        assert!(output.contains(&format!("\n::warning file={expected}minutes/2026-02-17.yaml,line=10,")), "{output}");
        let output = check("sarif");
        assert!(output.contains(&format!("\"uri\": \"{expected}minutes/2026-02-17.yaml\"")), "{output}");
    }
}

#[test]
fn minutes_that_a_later_call_approved_are_sealed() {
    let copy = copy_group();
    copy.run_successfully(&["render", "--check"]);
    // The call of 2026-03-24 approved those of 2026-03-18; nobody approved those of 2026-04-07.
    for (path, sealed) in [("minutes/2026-03-18.md", true), ("minutes/2026-04-07.md", false)] {
        let text = copy.read(path);
        let changed = format!("{text}\nA word by hand.\n");
        copy.write(path, &changed);
        assert_eq!(copy.run(&["render", "--check"]).0, Some(if sealed { 0 } else { 1 }), "{path}");
        copy.run_successfully(&["render"]);
        assert_eq!(copy.read(path), if sealed { changed } else { text }, "{path}");
    }
}

#[test]
fn a_file_that_cannot_be_written_stops_no_other_fix() {
    let copy = copy_group();
    for (name, issue) in [("aa", 90), ("zz", 91)] {
        let url = "repository: { url: 'http://example.org/x' }";
        copy.write(format!("backlog/{name}.yaml"), format!("name: {name}\nissue: {issue}\nowners: [MTN]\n{url}\n"));
    }
    let closed = copy.path().join("backlog/aa.yaml");
    let mut permissions = std::fs::metadata(&closed).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&closed, permissions).unwrap();
    let (code, stdout, stderr) = copy.run(&["check", "--fix"]);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.ends_with("aa.yaml: permission denied\n"), "{stderr}");
    let is_fixed = |name: &str| stdout.contains(&format!("{name}.yaml: changed http://example.org/x to `https:`\n"));
    assert!(is_fixed("zz") && !is_fixed("aa"), "{stdout}");
    // What could not be fixed is reported.
    assert!(stdout.contains("aa.yaml:4:20]") && !stdout.contains("zz.yaml:4:20]"), "{stdout}");
    assert!(copy.read("backlog/zz.yaml").contains("https:"));
}

#[test]
fn a_record_of_the_day_is_not_changed_by_what_came_later() {
    let copy = copy_group();
    let minutes = |day: &str| copy.run(&["minutes", day]).1;
    let before = minutes("2026-03-18");
    for (from, to) in [
        ("name: Foghorn Alerts\n", "name: Fog Signals\nformer-names: [{ name: Foghorn Alerts, until: 2026-04-01 }]\n"),
        ("date: 2026-04-08 }\n", "date: 2026-04-08 }\n  - { stage: frozen, date: 2026-04-09 }\n"),
        (
            "owners: [Épsilon Télécom, Beta Networks]\n",
            "owners: [Alpha Telecom]\nformer-owners:\n  - { name: Épsilon Télécom, until: 2026-04-01 }\n  - { name: Beta Networks, until: 2026-04-01 }\n",
        ),
    ] {
        copy.replace("backlog/foghorn-alerts.yaml", from, to);
    }
    copy.write("minutes/2026-04-28.yaml", "date: 2026-04-28\nextra: late\nagenda: [{ issue: 13, notes: Later. }]\n");
    assert_eq!(minutes("2026-03-18"), before);
    let later = minutes("2026-04-28");
    assert!(later.contains("Fog Signals") && later.contains("Alpha Telecom<br/>before: Épsilon Télécom"), "{later}");
}

#[test]
fn a_table_that_is_not_utf8_is_not_written_over() {
    let copy = copy_group();
    let path = copy.path().join("backlog/README.md");
    let bytes = [b"caf\xe9\n", copy.read(&path).as_bytes()].concat();
    copy.write(&path, &bytes);
    let (code, _, stderr) = copy.run(&["render"]);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("not generated by backlog, and therefore not overwritten"), "{stderr}");
    let (code, _, stderr) = copy.run(&["table", "--out", path.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{stderr}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

/// A power failure may leave one: generated files are not synced.
#[test]
fn an_empty_generated_file_is_written_again() {
    let copy = copy_group();
    for path in ["minutes/2026-04-07.md", "backlog/README.md"] {
        let path = copy.path().join(path);
        let text = copy.read(&path);
        assert!(!text.is_empty());
        copy.write(&path, "");
        assert_eq!(copy.run(&["render", "--check"]).0, Some(1), "{}", path.display());
        let (code, _, stderr) = copy.run(&["render"]);
        assert_eq!(code, Some(0), "{stderr}");
        assert_eq!(copy.read(&path), text, "{}", path.display());
    }
}

#[test]
fn a_quiet_command_prints_only_results_warnings_and_errors() {
    let copy = copy_group();
    let path = copy.path().join("minutes/2026-03-18.yaml");
    let record = copy.read(&path);
    copy.write(&path, record + "recap: [{ heading: Later }]\n");
    let (_, _, stderr) = copy.run(&["-q", "minutes", "2026-03-18"]);
    assert!(stderr.starts_with("the call of 2026-03-24 approved different minutes: "), "{stderr}");
    for (arguments, message) in [
        (&["list", "no such proposal"][..], "no proposals match\n"),
        (&["agenda", "2026-04-21"], "the call of 2026-04-21"),
    ] {
        let (code, stdout, stderr) = copy.run(arguments);
        assert!(stderr.contains(message), "{stderr}");
        assert_eq!(copy.run(&[arguments, &["--quiet"]].concat()), (code, stdout, String::new()));
    }
    assert!(copy.run(&["-q", "show", "nothing"]).2.starts_with("error: "));
}

#[test]
fn json_is_written_to_the_given_file() {
    let copy = copy_group();
    let path = copy.path().join("made.json");
    for arguments in [&["table"][..], &["minutes", "2026-03-18"]] {
        let (_, printed, _) = copy.run(&[arguments, &["--json"]].concat());
        let to_file = [arguments, &["--json", "--out", path.to_str().unwrap()]].concat();
        for _ in ["new", "present"] {
            assert_eq!(copy.run(&to_file).0, Some(0));
            assert_eq!(copy.read(&path), printed);
        }
        copy.write(&path, "[1]\n");
        assert_eq!(copy.run(&to_file).0, Some(1));
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn two_records_of_one_call_have_no_minutes() {
    let copy = copy_group();
    copy.write("minutes/2026-04-08.yaml", copy.read("minutes/2026-04-07.yaml"));
    let before = copy.files();
    for arguments in [&["render"][..], &["render", "--check"], &["minutes", "2026-04-07"]] {
        let (code, stdout, stderr) = copy.run(arguments);
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{arguments:?}: {stderr}");
        assert!(
            stderr.contains("minutes/2026-04-07.yaml and minutes/2026-04-08.yaml are both for the call of 2026-04-07"),
            "{stderr}"
        );
    }
    assert!(copy.files() == before, "nothing is written");
    copy.run_successfully(&["minutes", "2026-03-18"]);
}

#[test]
fn what_is_recorded_does_not_steer_the_terminal() {
    let copy = copy_group();
    for arguments in [&["decide", "12", "so \u{1b}[31mbe it"][..], &["recap", "TSC", "red \u{1b}[31m news"]] {
        for end in [&["--meeting", "2026-04-07", "--dry-run"][..], &["--meeting", "2026-04-07"]] {
            let (code, stdout, stderr) = copy.run(&[arguments, end].concat());
            assert_eq!(code, Some(0), "{arguments:?}: {stderr}");
            assert!(!stdout.is_empty() && !(stdout.clone() + &stderr).contains('\u{1b}'), "{stdout:?} {stderr:?}");
        }
    }
    let record = copy.read("minutes/2026-04-07.yaml");
    assert!(record.contains(r"so \u001B[31mbe it") && record.contains(r"red \u001B[31m news"), "{record}");
}

#[test]
fn an_unused_template_is_reported() {
    let copy = copy_group();
    // Other files may live there.
    for (name, bytes) in [("README.md", &b"Ours.\n"[..]), ("logo.png", b"\x89PNG"), (".minutes-mom.md", b"")] {
        copy.write(format!("templates/{name}"), bytes);
    }
    copy.run_successfully(&["table"]);
    for (name, bytes, reason) in [
        ("minute-mom.md", &b"{{ name }}"[..], "did you mean `minutes-mom.md`?"),
        ("table-gfm.md", b"caf\xe9", "the file is not UTF-8 text"),
    ] {
        let path = format!("templates/{name}");
        copy.write(&path, bytes);
        let (code, _, stderr) = copy.run(&["table"]);
        assert!(code == Some(2) && stderr.contains(&path) && stderr.contains(reason), "{stderr}");
        std::fs::remove_file(copy.path().join(path)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn render_writes_nothing_outside_of_the_repository() {
    let (copy, outside) = (copy_group(), Repository::new());
    let [inside, moved] = [&copy, &outside].map(|root| root.path().join("minutes"));
    std::fs::rename(&inside, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, inside).unwrap();
    std::fs::remove_file(moved.join("2026-04-07.md")).unwrap();
    let before = outside.files();
    let (code, _, stderr) = copy.run(&["render"]);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("the link leads out of the repository"), "{stderr}");
    assert_eq!(outside.files(), before);
}

#[test]
fn a_template_of_the_group_takes_the_place_of_the_built_in_one() {
    let copy = copy_group();
    copy.write("templates/table-gfm.md", "{% for row in rows %}- {{ row.name }}\n{% endfor %}");
    assert_eq!(copy.run_successfully(&["table"]).lines().next(), Some("- Beacon Location"));
    for (wrong, reason) in [("{{ rows", "line 1"), ("\n{{ nothing }}", "line 2")] {
        copy.write("templates/table-gfm.md", wrong);
        let (code, stdout, stderr) = copy.run(&["table"]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(stderr.contains("templates/table-gfm.md") && stderr.contains(reason), "{stderr}");
    }
}
