use super::*;
use proptest::prelude::*;

fn split(text: &str) -> Vec<&str> {
    tokens(text).map(|token| &text[token.range()]).collect()
}

#[test]
fn attributes_are_found() {
    let href = |tag: &str| parse_tag(tag).and_then(|tag| tag.attribute("href"));
    assert_eq!(href("<a id=x HREF = \"a>b&amp;c\" d>").as_deref(), Some("a>b&c"));
    assert_eq!(href("<a href='a b'>").as_deref(), Some("a b"));
    assert_eq!(href("<a href=a/b>").as_deref(), Some("a/b"));
    for none in ["<a>", "<a =x>", "<a hrefs=x>", "<a/>", "<a title=\"href=x\">", "</a href=x>"] {
        assert_eq!(href(none), None, "{none}");
    }
    assert_eq!(
        parse_tag("<a href='https://e.x/a\r\n\tb'>").and_then(|tag| tag.url()).as_deref(),
        Some("https://e.x/ab")
    );
    assert_eq!(parse_tag("<a href=' a b '>").and_then(|tag| tag.url()).as_deref(), Some("a%20b"));
}

#[test]
fn only_tags_of_elements_are_markup() {
    let begins = |(letter, elements): (u8, &&[&str])| elements.iter().all(|name| name.as_bytes()[0] == letter);
    assert!((b'a'..).zip(&ELEMENTS).all(begins));
    assert_eq!(split("a < b<br/>c<!-- <td> -->d"), ["a < b", "<br/>", "c", "<!-- <td> -->", "d"]);
    assert_eq!(split("<a href=\"x>y\">z</A\n><b"), ["<a href=\"x>y\">", "z", "</A\n>", "<b"]);
    assert_eq!(split("é<!--é"), ["é", "<!--é"]);
    assert_eq!(split("x <APIname <br> <https://e.x/a> </ b>"), ["x <APIname ", "<br>", " <https://e.x/a> </ b>"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_have_no_gaps(parts in prop::collection::vec(0..PARTS.len(), 0..20)) {
        let text: String = parts.into_iter().map(|at| PARTS[at]).collect();
        prop_assert_eq!(split(&text).concat(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn short_cuts_find_what_the_tokenizer_finds(inside in "(<!--[->! a]{0,12}|</?(br|TD)[/> a]{0,4})x") {
        let mut tokens = Tokenizer::new_with_emitter(&*inside, DefaultEmitter::<usize>::new_with_span()).flatten();
        let end = match tokens.find(|token| !matches!(token, Token::Error(_))) {
            Some(Token::Comment(comment)) => Some(comment.span.end),
            Some(Token::StartTag(tag)) => Some(tag.span.end),
            Some(Token::EndTag(tag)) => Some(tag.span.end),
            _ => None,
        };
        let found = find_markup(&inside, 0).map(|token| token.range().end);
        prop_assert!(found.is_none() && !inside.starts_with("<!--") || found == end, "{inside}: {found:?} {end:?}");
    }
}

const PARTS: [&str; 16] =
    ["<", ">", "a", "/", " ", "\"", "'", "=", "<br>", "<!--", "-->", "é", "\r\n", "<td ", "&amp;", "\0"];

#[test]
fn hostile_texts_terminate() {
    for part in ["<a x=1 ", "<a href=\"", "<", "<!--", "</td", "<b>", "<td <td>", "&amp;"] {
        let text = part.repeat(20_000);
        assert_eq!(tokens(&text).map(|token| token.range().len()).sum::<usize>(), text.len(), "{part}");
    }
}
