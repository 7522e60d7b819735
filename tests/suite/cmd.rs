//! The output of each command in a terminal: `cmd/*.trycmd`.
//!
//! `TRYCMD=overwrite cargo test --test suite cmd` writes the current output into them; read it before you commit it.
//! The commands of `NAME.trycmd` run in the folder `NAME.in`; if there is a `NAME.out`, they run in a copy, which must
//! have the files of `NAME.out` in the end. A backslash appears as a slash, because trycmd takes it for a path
//! separator.

use crate::program::{GROUP, backlog_command, copy_group, read_files, run_command};
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
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().to_str().unwrap();
    run_command(&mut backlog_command(&["--today", "2026-02-01", "init", folder]));
    for arguments in [
        &["add-person", "Ann Example", "--org", "Orange"][..],
        &["add-person", "Ann Example", "--org", "Vodafone", "--since", "2026-02-20"],
        &["new-meeting", "2026-02-12"],
        &["new-meeting", "2026-02-26"],
    ] {
        let (code, _, stderr) = run_command(backlog_command(&["-C", folder, "--today", "2026-02-01"]).args(arguments));
        assert_eq!(code, Some(0), "{arguments:?}: {stderr}");
    }
    let completed = |words: &[&str]| {
        let mut command = backlog_command(&["--", "backlog", "-C", folder, "--today", "2026-02-27", "attend"]);
        command.args(words).arg("Ann").env("BACKLOG_COMPLETE", "fish");
        run_command(&mut command).1
    };
    assert_eq!(completed(&[]), "Ann Example\tVodafone\n");
    assert_eq!(completed(&["--meeting", "2026-02-12"]), "Ann Example\tOrange\n");
}

#[test]
fn a_dry_run_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().to_str().unwrap();
    assert_eq!(run_command(&mut backlog_command(&["--today", "2026-03-20", "init", folder])).0, Some(0));
    let before = read_files(root.path());
    for arguments in [
        &["add-proposal", "Drift Buoys", "--issue", "90", "--owner", "MTN", "--dry-run"][..],
        &["new-meeting", "--dry-run"],
        &["render", "--dry-run"],
        &["render", "--check"],
        &["check"],
        &["list"],
    ] {
        let (code, _, stderr) = run_command(backlog_command(&["-C", folder, "--today", "2026-03-20"]).args(arguments));
        assert_eq!(code, Some(0), "{arguments:?}: {stderr}");
        assert_eq!(read_files(root.path()), before, "{arguments:?}");
    }
}

#[test]
fn a_refused_write_leaves_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().to_str().unwrap();
    run_command(&mut backlog_command(&["--today", "2026-03-20", "init", folder]));
    let add = ["-C", folder, "--today", "2026-03-20", "add-proposal", "Drift Buoys", "--issue", "90", "--owner", "MTN"];
    assert_eq!(run_command(&mut backlog_command(&add)).0, Some(0));
    let before = read_files(root.path());
    let again = run_command(&mut backlog_command(&add));
    assert_eq!((again.0, again.1.as_str()), (Some(1), ""));
    assert_eq!(read_files(root.path()), before);
}

#[test]
fn paths_lead_from_where_the_user_is() {
    let (_, stdout, _) =
        run_command(backlog_command(&["--today", "2026-04-10", "check"]).current_dir(format!("{GROUP}/minutes")));
    assert!(stdout.contains("[../minutes/2026-02-17.yaml:10:3]"), "{stdout}");
    let mut json = backlog_command(&["--today", "2026-04-10", "check", "--format", "json"]);
    let (_, stdout, _) = run_command(json.current_dir(format!("{GROUP}/minutes")));
    assert!(stdout.contains("\"file\": \"minutes/2026-02-17.yaml\""), "{stdout}");
    // A GitHub workflow names a file by its path in the checkout.
    for (checkout, expected) in [(env!("CARGO_MANIFEST_DIR"), "tests/repos/group/"), (GROUP, ""), ("/nowhere", "")] {
        let mut command = backlog_command(&["-C", GROUP, "--today", "2026-04-10", "check", "--format"]);
        let (_, stdout, _) = run_command(command.arg("github").env("GITHUB_WORKSPACE", checkout));
        assert!(stdout.contains(&format!("\n::warning file={expected}minutes/2026-02-17.yaml,line=10,")), "{stdout}");
        let mut command = backlog_command(&["-C", GROUP, "--today", "2026-04-10", "check", "--format"]);
        let (_, stdout, _) = run_command(command.arg("sarif").env("GITHUB_WORKSPACE", checkout));
        assert!(stdout.contains(&format!("\"uri\": \"{expected}minutes/2026-02-17.yaml\"")), "{stdout}");
    }
}

#[test]
fn minutes_that_a_later_call_approved_are_sealed() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    let render = |options: &[&str]| {
        run_command(backlog_command(&["-C", folder, "--today", "2026-04-10", "render"]).args(options))
    };
    assert_eq!(render(&["--check"]).0, Some(0));
    // The call of 2026-03-24 approved those of 2026-03-18; nobody approved those of 2026-04-07.
    for (date, sealed) in [("2026-03-18", true), ("2026-04-07", false)] {
        let path = copy.path().join(format!("minutes/{date}.md"));
        let text = std::fs::read_to_string(&path).unwrap();
        let changed = format!("{text}\nA word by hand.\n");
        std::fs::write(&path, &changed).unwrap();
        assert_eq!(render(&["--check"]).0, Some(if sealed { 0 } else { 1 }), "{date}");
        assert_eq!(render(&[]).0, Some(0));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), if sealed { changed } else { text }, "{date}");
    }
}

#[test]
fn a_file_that_cannot_be_written_stops_no_other_fix() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    let write = |name: &str| {
        let path = copy.path().join(format!("backlog/{name}.yaml"));
        let text = "name: X\nissue: 90\nowners: [MTN]\nrepository: { url: 'http://example.org/x' }\n";
        std::fs::write(&path, text.replace('X', name).replace("90", if name == "aa" { "90" } else { "91" })).unwrap();
        path
    };
    let (closed, open) = (write("aa"), write("zz"));
    let mut permissions = std::fs::metadata(&closed).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&closed, permissions).unwrap();
    let (code, stdout, stderr) =
        run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "check", "--fix"]));
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.ends_with("aa.yaml: permission denied\n"), "{stderr}");
    assert!(
        stdout.contains("zz.yaml: changed http://example.org/x to `https:`\n") && !stdout.contains("aa.yaml: http"),
        "{stdout}"
    );
    // What could not be fixed is reported.
    assert!(stdout.contains("aa.yaml:4:20]") && !stdout.contains("zz.yaml:4:20]"), "{stdout}");
    assert!(std::fs::read_to_string(open).unwrap().contains("https:"));
}

#[test]
fn a_record_of_the_day_is_not_changed_by_what_came_later() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    let minutes =
        || run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "minutes", "2026-03-18"])).1;
    let before = minutes();
    let path = copy.path().join("backlog/foghorn-alerts.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let renamed = text
        .replace("name: Foghorn Alerts\n", "name: Fog Signals\nformer-names: [{ name: Foghorn Alerts, until: 2026-04-01 }]\n")
        .replace("date: 2026-04-08 }\n", "date: 2026-04-08 }\n  - { stage: frozen, date: 2026-04-09 }\n")
        .replace(
            "owners: [Épsilon Télécom, Beta Networks]\n",
            "owners: [Alpha Telecom]\nformer-owners:\n  - { name: Épsilon Télécom, until: 2026-04-01 }\n  - { name: Beta Networks, until: 2026-04-01 }\n",
        );
    assert_ne!(renamed, text);
    std::fs::write(&path, renamed).unwrap();
    std::fs::write(
        copy.path().join("minutes/2026-04-28.yaml"),
        "date: 2026-04-28\nextra: late\nagenda: [{ issue: 13, notes: Later. }]\n",
    )
    .unwrap();
    assert_eq!(minutes(), before);
    let later = run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "minutes", "2026-04-28"])).1;
    assert!(later.contains("Fog Signals") && later.contains("Alpha Telecom<br/>before: Épsilon Télécom"), "{later}");
}

#[test]
fn a_table_that_is_not_utf8_is_not_written_over() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    let path = copy.path().join("backlog/README.md");
    let mut bytes = b"caf\xe9\n".to_vec();
    bytes.extend(std::fs::read(&path).unwrap());
    std::fs::write(&path, &bytes).unwrap();
    let (code, _, stderr) = run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "render"]));
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("not generated by backlog, and therefore not overwritten"), "{stderr}");
    let out = run_command(backlog_command(&["-C", folder, "--today", "2026-04-10", "table", "--out"]).arg(&path));
    assert_eq!(out.0, Some(1), "{}", out.2);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn two_records_of_one_call_have_no_minutes() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    std::fs::copy(copy.path().join("minutes/2026-04-07.yaml"), copy.path().join("minutes/2026-04-08.yaml")).unwrap();
    // Left by whoever worked in the original.
    let mut before = read_files(copy.path());
    before.retain(|path, _| !path.ends_with(".backlog.lock"));
    for arguments in [&["render"][..], &["render", "--check"], &["minutes", "2026-04-07"]] {
        let (code, stdout, stderr) =
            run_command(backlog_command(&["-C", folder, "--today", "2026-04-10"]).args(arguments));
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{arguments:?}: {stderr}");
        assert!(
            stderr.contains("minutes/2026-04-07.yaml and minutes/2026-04-08.yaml are both for the call of 2026-04-07"),
            "{stderr}"
        );
    }
    let mut after = read_files(copy.path());
    after.retain(|path, _| !path.ends_with(".backlog.lock"));
    assert!(after == before, "nothing is written");
    assert_eq!(
        run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "minutes", "2026-03-18"])).0,
        Some(0)
    );
}

#[test]
fn what_is_recorded_does_not_steer_the_terminal() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    for arguments in [&["decide", "12", "so \u{1b}[31mbe it"][..], &["recap", "TSC", "red \u{1b}[31m news"]] {
        for end in [&["--meeting", "2026-04-07", "--dry-run"][..], &["--meeting", "2026-04-07"]] {
            let (code, stdout, stderr) =
                run_command(backlog_command(&["-C", folder, "--today", "2026-04-10"]).args(arguments).args(end));
            assert_eq!(code, Some(0), "{arguments:?}: {stderr}");
            assert!(
                !stdout.is_empty() && !stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'),
                "{stdout:?} {stderr:?}"
            );
        }
    }
    let record = std::fs::read_to_string(copy.path().join("minutes/2026-04-07.yaml")).unwrap();
    assert!(record.contains(r"so \u001B[31mbe it") && record.contains(r"red \u001B[31m news"), "{record}");
}

#[test]
fn an_unused_template_is_reported() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    let table = || run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "table"]));
    std::fs::create_dir(copy.path().join("templates")).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(copy.path().join("templates").join(name), bytes).unwrap();
    let remove = |name: &str| std::fs::remove_file(copy.path().join("templates").join(name)).unwrap();
    // Other files may live there.
    write("README.md", b"Ours.\n");
    write("logo.png", b"\x89PNG");
    write(".minutes-mom.md", b"");
    assert_eq!(table().0, Some(0), "{}", table().2);
    write("minute-mom.md", b"{{ name }}");
    let (code, _, stderr) = table();
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("templates/minute-mom.md") && stderr.contains("did you mean `minutes-mom.md`?"),
        "{stderr}"
    );
    remove("minute-mom.md");
    write("table-gfm.md", b"caf\xe9");
    let (code, _, stderr) = table();
    assert_eq!(code, Some(2));
    assert!(stderr.contains("templates/table-gfm.md") && stderr.contains("the file is not UTF-8 text"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn render_writes_nothing_outside_of_the_repository() {
    let (copy, outside) = (copy_group(), tempfile::tempdir().unwrap());
    std::fs::rename(copy.path().join("minutes"), outside.path().join("minutes")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("minutes"), copy.path().join("minutes")).unwrap();
    std::fs::remove_file(outside.path().join("minutes/2026-04-07.md")).unwrap();
    let before = read_files(outside.path());
    let folder = copy.path().to_str().unwrap();
    let (code, _, stderr) = run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "render"]));
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("the link leads out of the repository"), "{stderr}");
    assert_eq!(read_files(outside.path()), before);
}

#[test]
fn a_template_of_the_group_takes_the_place_of_the_built_in_one() {
    let copy = copy_group();
    let folder = copy.path().to_str().unwrap();
    let table = || run_command(&mut backlog_command(&["-C", folder, "--today", "2026-04-10", "table"]));
    std::fs::create_dir(copy.path().join("templates")).unwrap();
    let path = copy.path().join("templates/table-gfm.md");
    std::fs::write(&path, "{% for row in rows %}- {{ row.name }}\n{% endfor %}").unwrap();
    let (code, stdout, _) = table();
    assert_eq!((code, stdout.lines().next()), (Some(0), Some("- Beacon Location")));
    for (wrong, reason) in [("{{ rows", "line 1"), ("\n{{ nothing }}", "line 2")] {
        std::fs::write(&path, wrong).unwrap();
        let (code, stdout, stderr) = table();
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(stderr.contains("templates/table-gfm.md") && stderr.contains(reason), "{stderr}");
    }
}
