//! The scripts of a release.

use std::path::Path;
use std::process::Command;

#[test]
fn the_notes_of_a_release_are_the_changes_of_its_version() {
    const REPOSITORY: &str = "repository = \"https://example.org\"";
    const DAY: &str = "(2026-12-01)";
    for (repository, day, tags, expected) in [
        (REPOSITORY, DAY, &["v1.0.0"][..], Ok("Ours.\n")),
        (REPOSITORY, DAY, &[], Err("usage: .ci/release-notes TAG\n")),
        (
            REPOSITORY,
            DAY,
            &["v1.1.0"],
            Err("the tag is for 1.1.0, Cargo.toml for 1.0.0: set the version there, or push the tag v1.0.0\n"),
        ),
        ("# repository = \"\"", DAY, &["v1.0.0"], Err("Cargo.toml has no repository: fill in its line `repository`\n")),
        (
            REPOSITORY,
            "(not yet released)",
            &["v1.0.0"],
            Err("CHANGELOG.md has no day of 1.0.0: write the heading \"## 1.0.0 (YYYY-MM-DD)\"\n"),
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join(".ci/release-notes");
        std::fs::create_dir(folder.path().join(".ci")).unwrap();
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/release-notes"), &script).unwrap();
        let package = format!("[package]\nversion = \"1.0.0\"\n{repository}\n[dependencies.x]\nversion = \"2.0.0\"\n");
        std::fs::write(folder.path().join("Cargo.toml"), package).unwrap();
        let changes = format!("## 1.0.1\nLater.\n## 1.0.0 {day}\nOurs.\n## 0.9.0 (2026-01-01)\nEarlier.\n");
        std::fs::write(folder.path().join("CHANGELOG.md"), changes).unwrap();
        let output = Command::new("bash").arg(&script).args(tags).output().unwrap();
        let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(if output.status.success() { Ok(stdout.as_str()) } else { Err(stderr.as_str()) }, expected);
    }
}
