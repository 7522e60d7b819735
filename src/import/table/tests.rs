//! Whole tables.

use super::*;
use crate::import::doubt::DoubtKind;
use crate::source::Source;
use crate::store::load::Files;

#[test]
fn a_group_without_a_repository_gets_the_one_of_all_links() {
    let import = |options: &ImportOptions, other: &str| {
        let text = format!(
            "| Name | PR | Issue |\n|--|--|--|\n| A | https://github.com/o/r/pull/3 | #4 |\n\
             | B | | https://github.com/{other}/issues/5 |\n"
        );
        let sources = Sources::new(vec![Source { path: "table.md".into(), text }]);
        let group = Files::from_texts(&[("workgroup.yaml", "name: G\n")]).decode_group();
        let imported = import_table(sources, options, &group).unwrap();
        let texts: String = imported.records.into_iter().map(|draft| draft.text).collect();
        (imported.repository, texts.contains("pr: 3 }"), texts.contains("issue: 5"))
    };
    let none = ImportOptions::default();
    assert_eq!(import(&none, "O/r"), (Some("o/r".to_owned()), true, true));
    assert_eq!(import(&none, "o/s"), (None, false, false));
    let given = ImportOptions { repository: Some("o/s".to_owned()), ..none };
    assert_eq!(import(&given, "o/s"), (None, false, true));
}

#[test]
fn names_that_differ_in_a_character_that_counts_are_two_proposals() {
    let same_names = |one: &str, other: &str| {
        let text = format!("| Name | Owner |\n|---|---|\n| {one} | MTN |\n| {other} | MTN |\n");
        let sources = Sources::new(vec![Source { path: "table.md".into(), text }]);
        let group = Files::from_texts(&[("workgroup.yaml", "name: G\n")]).decode_group();
        let doubts = parse_tables(sources, &ImportOptions::default(), &group).imported.doubts;
        doubts.iter().filter(|doubt| doubt.kind == DoubtKind::SameName).count()
    };
    assert_eq!(same_names("C++", "C#"), 0);
    assert_eq!(same_names("Tide Tables", "tide-tables"), 1);
}

#[test]
fn a_text_that_is_too_long_for_its_key_is_kept() {
    let words = ["name", "owner", "project", "column"].map(|word| word.repeat(130));
    let [name, owner, project, column] = &words;
    let text = format!(
        "| Name | Owner | Project | {column} |\n|--|--|--|--|\n\
         | {name} | {owner}<br>MTN | [{project}](https://e.x/p) | a |\n"
    );
    let import = |group: &Group| {
        let sources = Sources::new(vec![Source { path: "table.md".into(), text: text.clone() }]);
        import_table(sources, &ImportOptions::default(), group).unwrap()
    };
    let read = |files: &[(&str, &str)]| Files::from_texts(files).decode_group();
    let imported = import(&read(&[("workgroup.yaml", "name: G\n")]));
    let [record] = &imported.records[..] else { panic!("{:?}", imported.records) };
    let group = read(&[("workgroup.yaml", "name: G\n"), (&record.path, &record.text)]);
    assert!(group.problems.is_empty(), "{:?} in\n{}", group.problems, record.text);
    for word in &words {
        assert!(record.text.contains(word.as_str()), "{}", record.text);
    }
    assert!(record.text.contains("owners: [MTN]\n") && record.text.contains("url: https://e.x/p"), "{}", record.text);
    let long = imported.doubts.iter().filter(|doubt| doubt.message.contains("is too long for its key")).count();
    assert_eq!(long, words.len(), "{:?}\n{}", imported.doubts, record.text);
    assert_eq!(import(&group).records, imported.records);
}
