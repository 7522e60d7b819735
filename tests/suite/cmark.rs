//! cmark-gfm as an oracle of how GitHub shows Markdown: the visible text and the links in it.

use crate::outside;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

const EXTENSIONS: [&str; 10] =
    ["-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tagfilter", "-e", "tasklist"];

static ORACLE: LazyLock<Option<PathBuf>> = LazyLock::new(|| outside::find_tool("cmark-gfm"));

/// Renders Markdown with cmark-gfm and the extensions of GitHub.
pub fn run_cmark(markdown: &str, format: &str) -> String {
    let mut child = Command::new(ORACLE.as_ref().unwrap())
        .args(["--unsafe", "-t", format])
        .args(EXTENSIONS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = markdown.to_owned();
    let feeder = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Whether the oracle is installed; where `CI` is set, it has to be.
pub fn has_oracle() -> bool {
    ORACLE.is_some()
}

/// The visible text, and the URLs of links and images.
#[derive(Debug, Default, PartialEq)]
pub struct Shown {
    pub text: String,
    pub links: BTreeSet<String>,
}

impl Shown {
    /// Collapses the whitespace of the text.
    pub fn new(text: &str, links: BTreeSet<String>) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { text, links }
    }
}

fn decode_entities(text: &str) -> String {
    let number = |name: &str| {
        let digits = name.strip_prefix('#')?;
        let code = match digits.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        char::from_u32(code)
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, tail) = after.split_once(';').unwrap_or_default();
        let decoded = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            _ => number(name),
        };
        out.push(decoded.unwrap_or('&'));
        rest = if decoded.is_some() { tail } else { after };
    }
    out + rest
}

pub fn decode_percent(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = url.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn attribute_value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    Some(tag.split_once(&format!("{name}=\""))?.1.split_once('"')?.0)
}

/// Splits off a tag, whose `<` is before `text`; its attributes may contain a `>`.
fn split_tag(text: &str) -> (&str, &str) {
    // comrak leaves quotes in the info string of a code block as they are.
    if text.starts_with("code_block") {
        return text.split_once("\"preserve\">").unwrap();
    }
    let mut quoted = false;
    let end = text.find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    let end = end.unwrap_or_else(|| panic!("open tag in {text}"));
    (&text[..end], &text[end + 1..])
}

/// The text and the links of HTML from cmark-gfm or a cell.
pub fn shown_html(html: &str) -> Shown {
    let (mut text, mut links) = (String::new(), BTreeSet::new());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&decode_entities(before));
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").unwrap().1;
            continue;
        }
        let (tag, tail) = split_tag(after);
        rest = tail;
        let name = tag.split(' ').next().unwrap().trim_matches('/');
        match name {
            "strong" | "em" | "del" | "code" => {}
            "a" => links.extend(attribute_value(tag, "href").map(|to| decode_percent(&decode_entities(to)))),
            "img" => {
                links.extend(attribute_value(tag, "src").map(|to| decode_percent(&decode_entities(to))));
                text.push_str(&decode_entities(attribute_value(tag, "alt").unwrap()));
            }
            "p" | "h1" | "h2" | "h3" | "input" | "ul" | "ol" | "li" | "br" | "blockquote" | "pre" | "hr" | "table"
            | "tr" | "th" | "td" | "thead" | "tbody" | "details" | "summary" => text.push(' '),
            _ => panic!("unexpected <{tag}> in {html}"),
        }
    }
    text.push_str(&decode_entities(rest));
    Shown::new(&text, links)
}

fn is_allowed(url: &str) -> bool {
    let colon = url.find([':', '/', '?', '#']).filter(|at| url[*at..].starts_with(':'));
    colon.map_or(!url.starts_with("javascript&") && !url.contains("&#"), |at| {
        ["http", "https", "mailto"].contains(&url[..at].to_ascii_lowercase().as_str())
    })
}

/// Raw HTML as cells show it: without comments, `<br>` as a space, the rest as text.
fn strip_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let after = ["->", ">"].iter().find_map(|end| comment.strip_prefix(end));
        let Some(after) = after.or_else(|| Some(comment.split_once("-->")?.1)) else {
            break;
        };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    let lower = out.to_ascii_lowercase();
    assert!(!lower.contains("<br >"), "not in the alphabet");
    out.replace("<br>", " ").replace("<BR>", " ").replace("<br/>", " ").replace("<br />", " ")
}

/// The text and the links of a tree in XML, from cmark-gfm or comrak.
pub fn shown_xml(xml: &str) -> Shown {
    let (mut text, mut links) = (String::new(), BTreeSet::new());
    let mut images = 0_u32;
    let mut open = Vec::new();
    let mut rest = xml.split_once("<document").unwrap().1.split_once('>').unwrap().1;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, tail) = split_tag(after);
        rest = tail;
        let content = tail.split('<').next().unwrap();
        match tag.split(' ').next().unwrap() {
            "text" | "code" | "code_block" => text.push_str(&decode_entities(content)),
            "html_inline" | "html_block" => text.push_str(&strip_comments(&decode_entities(content))),
            "link" | "image" => {
                // The content of an image is its text; a link in a link, a slip of comrak, is text too.
                let to = decode_entities(attribute_value(tag, "destination").unwrap());
                let image = tag.starts_with("image");
                let counts = is_allowed(&to) && images == 0 && (image || !open.contains(&true));
                if counts {
                    links.insert(decode_percent(&to));
                }
                if !tag.ends_with('/') {
                    images += u32::from(image);
                    open.extend((!image).then_some(counts));
                }
            }
            "/link" => drop(open.pop()),
            "/image" => images -= 1,
            "tasklist" | "taskitem" => {
                text.push_str(if tag.contains("=\"true\"") { " ☑ " } else { " ☐ " });
            }
            "emph" | "strong" | "strikethrough" | "/emph" | "/strong" | "/strikethrough" | "/text" | "/code"
            | "/html_inline" => {}
            _ => text.push(' '),
        }
    }
    Shown::new(&text, links)
}
