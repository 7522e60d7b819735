//! The parsed docs of a rule: what `explain` prints, and the examples that tests run.

use super::Rule;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

/// The docs of a rule: paragraphs about what it finds, then sections with fixed headings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleDocs {
    /// The first sentence.
    pub summary: String,
    /// The whole text as Markdown, without the space at the beginning of doc comments.
    pub markdown: String,
    /// The headings in order, without the day.
    pub headings: Vec<String>,
    /// Records in which the rule finds something, in the order of the docs.
    pub bad: Vec<Example>,
    /// Records in which it finds nothing, in the order of the docs.
    pub good: Vec<Example>,
}

/// An example: its files, which are added to the sample group, and the day on which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// As in `## Bad, on 2026-02-20`.
    pub day: Option<String>,
    /// Paths and texts, in the order of the docs.
    pub files: Vec<(String, String)>,
    /// The files before a change, for rules that compare: fences `yaml before PATH`.
    pub before: Vec<(String, String)>,
}

impl Rule {
    /// The parsed docs, with the appendix at their end.
    pub fn parse_docs(&self) -> RuleDocs {
        let mut docs = RuleDocs::parse_markdown(self.docs);
        if let Some(appendix) = self.appendix {
            docs.markdown = format!("{}\n\n{}", docs.markdown, appendix().trim_end());
        }
        docs
    }
}

impl RuleDocs {
    fn parse_markdown(raw: &str) -> Self {
        let lines: Vec<&str> = raw.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()).collect();
        let markdown = lines.join("\n").trim().to_owned();
        let mut docs = Self { summary: first_sentence(&markdown), ..Self::default() };
        let mut heading: Option<String> = None;
        let mut file: Option<(String, String)> = None;
        for event in Parser::new(&markdown) {
            match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => docs.open_section(&heading.take().unwrap_or_default()),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    file = info.split_once(' ').map(|(_, path)| (path.to_owned(), String::new()));
                }
                Event::End(TagEnd::CodeBlock) => docs.add_file(file.take()),
                Event::Text(text) => match (&mut heading, &mut file) {
                    (Some(heading), _) => heading.push_str(&text),
                    (None, Some((_, content))) => content.push_str(&text),
                    (None, None) => {}
                },
                _ => {}
            }
        }
        docs.markdown = markdown;
        docs
    }

    fn open_section(&mut self, heading: &str) {
        let (title, day) = match heading.split_once(", on ") {
            Some((title, day)) => (title, Some(day.to_owned())),
            None => (heading, None),
        };
        match title {
            "Bad" => self.bad.push(Example { day, ..Example::default() }),
            "Good" => self.good.push(Example { day, ..Example::default() }),
            _ => {}
        }
        self.headings.push(title.to_owned());
    }

    fn add_file(&mut self, file: Option<(String, String)>) {
        let examples = match self.headings.last().map(String::as_str) {
            Some("Bad") => &mut self.bad,
            Some("Good") => &mut self.good,
            _ => return,
        };
        if let (Some(example), Some((path, text))) = (examples.last_mut(), file) {
            match path.strip_prefix("before ") {
                Some(path) => example.before.push((path.to_owned(), text)),
                None => example.files.push((path, text)),
            }
        }
    }
}

/// The first sentence, on one line.
fn first_sentence(markdown: &str) -> String {
    let paragraph = markdown.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    match paragraph.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => paragraph,
    }
}
