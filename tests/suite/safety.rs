//! Nothing is lost: commands that are killed, that run at once, on a full disk, in a read-only folder, through links.
//! Each test prints how often each case happened.

mod interrupted;
mod synced;

use crate::outside;

use crate::outside::{print_figure, tests_everything};
use crate::program::{backlog_command, copy_group, run_command};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const CALL: &str = "minutes/2026-04-07.yaml";

/// Starts a command on the call of a repository, without output.
fn spawn_recording(root: &Path, arguments: &[&str]) -> Child {
    let mut command = backlog_command(&["-C", root.to_str().unwrap(), "--today", "2026-04-07T12:00Z"]);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn read_text(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let kills = if tests_everything() { 400 } else { 60 };
    let (copy, finished) = (copy_group(), copy_group());
    let arguments = ["note", "14", "--replace", "The owner came late.\n\nThe group waited."];
    let old = read_text(copy.path().join(CALL));
    let usual = (0..5).map(|_| {
        std::fs::write(finished.path().join(CALL), &old).unwrap();
        let begun = Instant::now();
        assert!(spawn_recording(finished.path(), &arguments).wait().unwrap().success());
        begun.elapsed()
    });
    let usual = usual.min().unwrap();
    let new = read_text(finished.path().join(CALL));
    assert_ne!(old, new);
    let (mut killed, mut stayed, mut written) = (0, 0, 0);
    for at in 0..kills {
        std::fs::write(copy.path().join(CALL), &old).unwrap();
        let mut child = spawn_recording(copy.path(), &arguments);
        // From the first moment to the end, and as often again during the writes.
        let part = f64::from(at) / f64::from(kills);
        std::thread::sleep(usual.mul_f64(if at % 2 == 0 { part } else { 0.6 + part / 2.5 }));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        match read_text(copy.path().join(CALL)) {
            now if now == old => stayed += 1,
            now if now == new => written += 1,
            other => panic!("neither the old text nor the new one:\n{other}"),
        }
    }
    print_figure(&format!(
        "{kills} runs, {killed} of them killed: {stayed} times the old text, {written} times the new one, nothing else"
    ));
    assert!(killed > 0 && stayed > 0);
    // The lock is free, and the next command removes temporary files.
    std::fs::write(copy.path().join("minutes/.backlog-left"), "half a te").unwrap();
    assert!(spawn_recording(copy.path(), &arguments).wait().unwrap().success());
    assert!(!copy.files().keys().any(|path| path.to_string_lossy().contains("/.backlog-")));
    assert_eq!(read_text(copy.path().join(CALL)), new);
}

#[test]
fn twenty_writers_at_once_lose_nothing() {
    let copy = copy_group();
    let before = read_text(copy.path().join(CALL));
    let texts: Vec<String> = (0..20).map(|at| format!("Word {at} of twenty.")).collect();
    let mut writers: Vec<Child> =
        texts.iter().map(|text| spawn_recording(copy.path(), &["note", "14", text])).collect();
    let went_through: Vec<bool> = writers.iter_mut().map(|writer| writer.wait().unwrap().success()).collect();
    let now = read_text(copy.path().join(CALL));
    for (text, went_through) in texts.iter().zip(&went_through) {
        assert_eq!(now.matches(text.as_str()).count(), usize::from(*went_through), "{text}\n{now}");
    }
    let count = went_through.iter().filter(|it| **it).count();
    print_figure(&format!(
        "20 writers at once: {count} texts are there, {} were refused and said so, none is lost",
        20 - count
    ));
    assert!(count > 0);
    copy.run_successfully(&["show", "2026-04-07"]);
    copy.run_successfully(&["undo", &count.to_string()]);
    assert_eq!(read_text(copy.path().join(CALL)), before, "each of them is a step");
}

#[test]
fn an_editor_that_saves_meanwhile_is_not_overwritten() {
    let copy = copy_group();
    let path = copy.path().join(CALL);
    let (mut saved, mut refused) = (0, 0);
    for round in 0..40 {
        let mut child = spawn_recording(copy.path(), &["note", "14", &format!("Round {round}.")]);
        std::thread::sleep(Duration::from_millis(round % 20));
        // As an editor saves: the whole new file next to the old one, then renamed.
        let line = format!("# typed in round {round}\n");
        let typed = format!("{}{line}", read_text(&path));
        std::fs::write(copy.path().join("minutes/typed"), typed).unwrap();
        let had_ended = child.try_wait().unwrap().is_some();
        if !had_ended {
            std::fs::rename(copy.path().join("minutes/typed"), &path).unwrap();
            saved += 1;
            refused += usize::from(!child.wait().unwrap().success());
            assert!(read_text(&path).contains(&line), "the text typed in round {round} is lost");
        }
    }
    print_figure(&format!(
        "{saved} times an editor saved while a command ran: nothing typed is lost, {refused} commands were refused"
    ));
    assert!(saved > 0);
}

/// Runs shell commands in a repository on a small disk. `None` where this machine does not allow mounting one, which is
/// reported.
fn run_on_small_disk(commands: &str) -> Option<String> {
    let unshare = outside::find_tool("unshare")?;
    let (copy, disk) = (copy_group(), tempfile::tempdir().unwrap());
    let script = format!(
        "set -eu\nmount -t tmpfs -o size=512k none '{disk}' || exit 77\ncp -r '{copy}'/. '{disk}'\ncd '{disk}'\n{commands}",
        disk = disk.path().display(),
        copy = copy.path().display()
    );
    let mut shell = std::process::Command::new(unshare);
    shell.args(["--mount", "--map-root-user", "sh", "-c", &script]).stdin(Stdio::null());
    shell.env("backlog", env!("CARGO_BIN_EXE_backlog")).env("BACKLOG_TODAY", "2026-04-07T12:00Z").env("NO_COLOR", "1");
    let (code, stdout, stderr) = run_command(&mut shell);
    if code == Some(77) || stderr.contains("unshare failed") {
        outside::report_missing("a disk that can be mounted");
        return None;
    }
    assert_eq!(code, Some(0), "{stdout}\n{stderr}");
    Some(stdout)
}

#[test]
fn a_full_disk_leaves_every_file_as_it_was() {
    let commands = r#"
mkdir ../before.$$ ; cp -r . ../before.$$
"$backlog" note 14 "There is room for this." >/dev/null 2>&1; cp minutes/2026-04-07.yaml ../before.$$/minutes/
cp -r .backlog ../before.$$
dd if=/dev/zero of=filling bs=1k 2>/dev/null || true
failed=0
for try in 1 2 3 4 5; do
  for command in 'note 14 Again' 'note 13 More --replace' 'note 12 Later' 'add-proposal Buoys --issue 99 --owner BN' 'render' 'minutes 2026-04-07 --out copy.md'; do
    if "$backlog" $command >>../output.$$ 2>&1; then echo "went through: $command"; else failed=$((failed + 1)); fi
  done
done
rm -f filling
diff -r . ../before.$$ && echo "the same"
echo "failed $failed"
sort ../output.$$ | uniq -c
"$backlog" note 14 "And now there is room again." >/dev/null 2>&1 && echo "goes on"
rm -r ../before.$$ ../output.$$
"#;
    let Some(stdout) = run_on_small_disk(commands) else { return };
    assert!(stdout.contains("the same\nfailed 30\n") && stdout.ends_with("goes on\n"), "{stdout}");
    assert_eq!(
        stdout.matches("No space left on device (os error 28)\n").count(),
        4,
        "no command says more or less: {stdout}"
    );
    print_figure("30 commands on a full disk: each failed and said so, and every file is the same");
}

#[test]
fn where_nothing_may_be_written_nothing_is() {
    let commands = r#"
mount -o remount,ro "$PWD"
for command in 'note 14 Again' 'new-meeting' 'render'; do
  "$backlog" $command 2>&1 && exit 1
done
exec 2>&1
"$backlog" note 14 Again --dry-run >/dev/null && "$backlog" show 2026-04-07 >/dev/null && echo "what reads works"
"#;
    let Some(stdout) = run_on_small_disk(commands) else { return };
    assert_eq!(stdout.matches("error: cannot lock ").count(), 3, "{stdout}");
    assert_eq!(stdout.matches("Read-only file system").count(), 3, "{stdout}");
    assert!(stdout.ends_with("what reads works\n"), "{stdout}");
}

#[test]
fn a_link_and_the_mode_of_a_file_are_kept() {
    let copy = copy_group();
    let (path, real) = (copy.path().join(CALL), copy.path().join("minutes/really.txt"));
    std::fs::rename(&path, &real).unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("really.txt", &path).unwrap();
    assert!(spawn_recording(copy.path(), &["note", "14", "Through a link."]).wait().unwrap().success());
    assert!(path.is_symlink() && read_text(&real).contains("Through a link."));
    assert_eq!(std::fs::metadata(&real).unwrap().mode() & 0o777, 0o640);
    // A link out of the repository is not followed.
    let outside = tempfile::tempdir().unwrap();
    std::fs::rename(&real, outside.path().join("call.yaml")).unwrap();
    std::fs::remove_file(&path).unwrap();
    symlink(outside.path().join("call.yaml"), &path).unwrap();
    let before = read_text(&path);
    let (code, _, stderr) = copy.run(&["note", "14", "Out.", "--meeting", "2026-04-07"]);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("the link leads out of the repository"), "{stderr}");
    assert_eq!(read_text(&path), before);
}
