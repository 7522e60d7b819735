//! Both imports: what is written can be read, a second import of the same source wants the same files, and no word is
//! lost.

use super::repository::decode;
use backlog::error::Error;
use backlog::import::{Imported, Options, minutes, table};
use backlog::model::group::Group;
use backlog::source::{Source, Sources};

/// An import of sources into a group.
type Import = fn(Sources, &Options, &Group) -> Result<Imported, Error>;

/// Words that stand for the text of a group: no import knows them, so none may lose them.
const WORDS: [&str; 3] = ["wordone", "wordtwo", "wordthree"];

/// Imports the input as a table.
pub fn table(input: &[u8]) {
    test(table::import, "table.md", input);
}

/// Imports the input as the minutes of a call.
pub fn minutes(input: &[u8]) {
    test(minutes::import, "2023-05-01.md", input);
}

fn test(import: Import, path: &str, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let run = |records: Vec<(String, Vec<u8>)>| {
        let source = Source { path: path.to_owned(), text: text.clone().into_owned() };
        import(Sources::new(vec![source]), &Options::default(), &group(records)).unwrap()
    };
    let imported = run(Vec::new());
    for doubt in &imported.doubts {
        assert!(text.get(doubt.place.range()).is_some(), "{doubt:?}");
    }
    let records = imported.records.iter().map(|draft| (draft.path.clone(), draft.text.clone().into_bytes()));
    let records: Vec<_> = records.collect();
    let made = group(records.clone());
    assert!(made.problems.is_empty(), "{:?}\n{:?}", made.problems, imported.records);
    assert_eq!(made.proposals.len() + made.meetings.len(), imported.records.len());
    assert_eq!(run(records).records, imported.records, "imported again");
    let is_kept = |word: &str| imported.records.iter().any(|draft| draft.text.contains(word));
    // A table has rows, and what is around it is not imported; minutes are imported whole, if they have a day.
    if path != "table.md" && !imported.records.is_empty() {
        for word in WORDS.iter().filter(|word| text.contains(**word)) {
            assert!(is_kept(word), "{word} is lost: {:?}", imported.records);
        }
    }
}

fn group(mut records: Vec<(String, Vec<u8>)>) -> Group {
    records.push(("workgroup.yaml".to_owned(), b"name: G\nrepository: o/r\n".to_vec()));
    decode(records)
}
