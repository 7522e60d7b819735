//! `check --base REV` in real git repositories: it reports what a change adds, and nothing that was there before.

use crate::program::run_git;
use std::path::Path;
use std::process::{Command, Output};

const GROUP: &str = "name: G\nrepository: o/r\nschedule: [{ slot: 2nd thursday, start: \"09:00\", end: \"10:30\" }]\n";
/// A file with an old mistake: the item is late.
const OLD: &str = "date: 2026-02-12\nagenda: [{ issue: 1, added: 2026-02-10, notes: said }]\n";

/// A git repository with the records of a group in one of its folders.
struct GitRepository {
    folder: tempfile::TempDir,
    records: &'static str,
}

impl GitRepository {
    fn new(records: &'static str) -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap(), records };
        repository.run_git(&["init", "--quiet", "--initial-branch=main"]);
        repository.write_record("workgroup.yaml", GROUP);
        repository.write_record("backlog/a.yaml", "name: A\nissue: 1\nowners: [MTN]\nregistered: 2024-01-11\n");
        repository.write_record("minutes/2026-02-12.yaml", OLD);
        repository.commit_all("records");
        repository
    }

    fn run_git(&self, arguments: &[&str]) {
        run_git(self.folder.path(), arguments);
    }

    fn write_record(&self, path: &str, text: &str) {
        let path = self.folder.path().join(self.records).join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn commit_all(&self, message: &str) {
        self.run_git(&["add", "--all"]);
        self.run_git(&["commit", "--quiet", "--message", message]);
    }

    /// The findings since a revision, each as `rule file:line`.
    fn findings_since(&self, revision: &str) -> Vec<String> {
        let output = run_check(&self.folder.path().join(self.records), &["--format", "json", "--base", revision]);
        assert!(output.status.code().unwrap() < 2, "{}", String::from_utf8_lossy(&output.stderr));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let as_line = |finding: &serde_json::Value| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            format!("{} {}:{}", text("rule"), text("file"), finding["line"])
        };
        json["findings"].as_array().unwrap().iter().map(as_line).collect()
    }
}

fn run_check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
    command.arg("-C").arg(folder).args(["--today", "2026-02-13", "check"]).args(arguments);
    // As in a hook, where git names the repository relative to another folder.
    command.env("GIT_DIR", ".git").output().unwrap()
}

#[test]
fn only_findings_of_the_branch_are_reported() {
    for records in ["", "records/of the group"] {
        let repository = GitRepository::new(records);
        assert!(repository.findings_since("HEAD").is_empty());
        repository.run_git(&["checkout", "--quiet", "-b", "branch"]);
        repository.write_record("backlog/b.yaml", "name: B\nissue: 2\n");
        repository.write_record("backlog/a.yaml", "name: A\nissue: 1\nowners: [DT]\nregistered: 2024-01-11\n");
        repository.commit_all("a new proposal without an owner, and an owner in the place of another");
        // Not committed yet, and the old finding moves down.
        repository.write_record("minutes/2026-02-12.yaml", &format!("# the second call\n{OLD}allow: []\n"));
        // Later commits on main are not part of the change.
        repository.run_git(&["stash", "--quiet"]);
        repository.run_git(&["checkout", "--quiet", "main"]);
        repository.write_record("backlog/b.yaml", "name: B\nissue: 2\n");
        repository.commit_all("the same on main");
        repository.run_git(&["checkout", "--quiet", "branch"]);
        repository.run_git(&["stash", "pop", "--quiet"]);
        assert_eq!(
            repository.findings_since("main"),
            ["rewritten-fact backlog/a.yaml:3", "missing-owner backlog/b.yaml:1"],
            "records in `{records}`"
        );
        assert_eq!(repository.findings_since("HEAD"), [""; 0]);
    }
}

#[test]
fn what_a_change_switches_off_is_found_whatever_the_records_say() {
    let repository = GitRepository::new("");
    let waiver = |rule: &str| format!("{{ rule: {rule}, reason: the owner can join this call only }}");
    repository.write_record("backlog/b.yaml", &format!("name: B\nissue: 2\nallow: [{}]\n", waiver("missing-owner")));
    repository.commit_all("a proposal with a waiver");
    repository.run_git(&["checkout", "--quiet", "-b", "branch"]);
    // What hides a late item, and what would hide the hiding.
    repository.write_record("minutes/2026-02-12.yaml", &format!("{OLD}allow: [{}]\n", waiver("late-agenda-item")));
    let settings = format!(
        "rules: {{ missing-issue: off, switched-off: off, unknown-rule: off, unused-allow: off }}\nallow: [{}]\n",
        waiver("switched-off")
    );
    repository.write_record("workgroup.yaml", &(GROUP.to_owned() + &settings));
    std::fs::remove_file(repository.folder.path().join("backlog/b.yaml")).unwrap();
    repository.commit_all("all is well");
    assert_eq!(
        repository.findings_since("main"),
        [
            "switched-off minutes/2026-02-12.yaml:3",
            "switched-off workgroup.yaml:4",
            "switched-off workgroup.yaml:4",
            "switched-off workgroup.yaml:4"
        ]
    );
    let root = repository.folder.path();
    let status = |options: &[&str]| run_check(root, &[&["--base", "main"], options].concat()).status.code();
    assert_eq!((status(&[]), status(&["-D", "warnings"])), (Some(0), Some(1)));
    // The command line may switch the rule off.
    assert_eq!(status(&["-D", "warnings", "-A", "switched-off"]), Some(0));
    assert_eq!(repository.findings_since("HEAD"), [""; 0]);
}

#[test]
fn a_file_that_was_renamed_brings_nothing_new() {
    let repository = GitRepository::new("");
    repository.write_record("backlog/no-owner.yaml", "name: N\nissue: 9\n");
    repository.commit_all("a mistake");
    repository.run_git(&["mv", "backlog/no-owner.yaml", "backlog/renamed.yaml"]);
    assert_eq!(repository.findings_since("HEAD"), [""; 0]);
}

#[cfg(unix)]
#[test]
fn links_lead_where_they_led() {
    use std::os::unix::fs::symlink;
    for records in ["", "records"] {
        let repository = GitRepository::new(records);
        let root = repository.folder.path().join(records);
        repository.write_record("old/b.yaml", "name: B\nissue: 2\n");
        for (link, to) in [
            ("b.yaml", "../old/b.yaml"),
            ("out.yaml", "/etc/hostname"),
            ("nowhere.yaml", "nothing"),
            ("round.yaml", "round.yaml"),
            ("below.yaml", "a.yaml/x"),
            ("folder", "../old"),
        ] {
            symlink(to, root.join("backlog").join(link)).unwrap();
        }
        repository.commit_all("a mistake in a linked record, and links that are mistakes");
        assert_eq!(repository.findings_since("HEAD"), [""; 0], "records in `{records}`");
        std::fs::write(root.join("old/b.yaml"), "name: B\nissue: 2\nowners: [MTN]\nsupporters: [MTN, MTN]\n").unwrap();
        assert_eq!(
            repository.findings_since("HEAD"),
            ["duplicate-supporter backlog/b.yaml:4"],
            "records in `{records}`"
        );
    }
}

#[test]
fn generated_files_are_compared_with_what_they_were() {
    let repository = GitRepository::new("");
    repository.write_record("minutes/2026-02-12.md", "<!-- generated by backlog: edit nothing here -->\nold\n");
    repository.write_record("backlog/README.md", "<!-- backlog:table:begin -->\nold\n<!-- backlog:table:end -->\n");
    repository.commit_all("stale");
    assert_eq!(repository.findings_since("HEAD"), [""; 0]);
}

#[test]
fn before_there_was_a_group_all_is_new() {
    let repository = GitRepository::new("");
    repository.run_git(&["checkout", "--quiet", "--orphan", "start"]);
    repository.run_git(&["rm", "--quiet", "-r", "--cached", "."]);
    std::fs::write(repository.folder.path().join("LICENSE"), "x").unwrap();
    repository.run_git(&["add", "LICENSE"]);
    repository.run_git(&["commit", "--quiet", "--message", "start"]);
    let all = [
        "stale-output minutes/2026-02-12.yaml:1",
        "late-agenda-item minutes/2026-02-12.yaml:2",
        "stale-output workgroup.yaml:1",
    ];
    assert_eq!(repository.findings_since("HEAD"), all);
}

#[test]
fn what_cannot_be_compared_is_reported() {
    let repository = GitRepository::new("");
    let refusal = |folder: &Path, revision: &str| {
        let output = run_check(folder, &[&format!("--base={revision}")]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8_lossy(&output.stderr).lines().next().unwrap().to_owned()
    };
    let root = repository.folder.path();
    assert_eq!(refusal(root, "nope"), "error: cannot compare with `nope`: this git repository has no such commit");
    assert_eq!(refusal(root, "--all"), "error: cannot compare with `--all`: this git repository has no such commit");
    repository.run_git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.commit_all("no parent");
    assert_eq!(
        refusal(root, "main"),
        "error: cannot compare with `main`: it has no commit in common with HEAD; in a shallow clone, fetch the \
         history first"
    );
    let bare = tempfile::tempdir().unwrap();
    std::fs::write(bare.path().join("workgroup.yaml"), GROUP).unwrap();
    assert_eq!(
        refusal(bare.path(), "main"),
        "error: cannot compare with `main`: the records are not in a git repository"
    );
}

/// Plants a git repository in the records folder as a commit could bring it: with all files, but not named `.git`.
fn plant_repository(records: &Path, config: &str) {
    let planted = tempfile::tempdir().unwrap();
    run_git(planted.path(), &["init", "--quiet", "--bare", "--initial-branch=main"]);
    // A commit without its tree, which git would fetch.
    let commit = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4999\nauthor a <a@example.org> 0 +0000\n\
                  committer a <a@example.org> 0 +0000\n\nplanted\n";
    std::fs::write(planted.path().join("commit"), commit).unwrap();
    let arguments = ["hash-object", "-t", "commit", "-w", "--literally", "commit"];
    let hashed = Command::new("git").arg("-C").arg(planted.path()).args(arguments).output().unwrap();
    let object = String::from_utf8(hashed.stdout).unwrap();
    std::fs::write(planted.path().join("refs/heads/main"), object).unwrap();
    let before = std::fs::read_to_string(planted.path().join("config")).unwrap();
    std::fs::write(planted.path().join("config"), before + config).unwrap();
    let copied = Command::new("cp").arg("-r").arg(planted.path().join(".")).arg(records).status().unwrap();
    assert!(copied.success());
}

#[test]
fn a_git_repository_among_the_records_is_not_the_one_that_is_asked() {
    let repository = GitRepository::new("records");
    let records = repository.folder.path().join("records");
    let marker = repository.folder.path().join("ran");
    let config = format!(
        "[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = .\n\tpromisor = true\n\t\
         uploadpack = \"touch {} ; false\"\n[core]\n\tfsmonitor = \"touch {}\"\n",
        marker.display(),
        marker.display()
    );
    repository.run_git(&["checkout", "--quiet", "-b", "branch"]);
    plant_repository(&records, &config);
    repository.write_record("backlog/b.yaml", "name: B\nissue: 2\n");
    repository.commit_all("a mistake, and a planted repository");
    assert_eq!(repository.findings_since("main"), ["missing-owner backlog/b.yaml:1"]);
    assert!(!marker.exists(), "a program of the repository was run");
}

#[test]
fn a_file_that_a_clone_left_out_is_not_fetched() {
    let (repository, clones) = (GitRepository::new(""), tempfile::tempdir().unwrap());
    repository.run_git(&["config", "uploadpack.allowFilter", "true"]);
    repository.write_record("backlog/b.yaml", "name: B\nissue: 2\n");
    repository.commit_all("a mistake");
    let url = format!("file://{}", repository.folder.path().display());
    let clone = clones.path().join("clone");
    run_git(clones.path(), &["clone", "--quiet", "--filter=blob:none", &url, "clone"]);
    // The checked-out files were fetched, earlier ones were not.
    std::fs::write(clone.join("minutes/2026-02-12.yaml"), format!("{OLD}allow: []\n")).unwrap();
    repository.write_record("backlog/a.yaml", "name: A\nissue: 3\nowners: [MTN]\nregistered: 2024-01-11\n");
    repository.commit_all("another");
    run_git(&clone, &["fetch", "--quiet"]);
    run_git(&clone, &["reset", "--quiet", "--soft", "origin/main"]);
    let output = run_check(&clone, &["--base", "origin/main"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("`git fetch --refetch --no-filter`"), "{message}");
    run_git(&clone, &["fetch", "--quiet", "--refetch", "--no-filter"]);
    let output = run_check(&clone, &["--base", "origin/main"]);
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}
