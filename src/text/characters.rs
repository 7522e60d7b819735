//! Classes of characters in text that people wrote or copied, and its words.

/// Whether a character has no width, as copied text has at the ends of words.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a character controls a terminal, changes the direction of text, which can make a text look like another, or has
/// no width. The two joiners that some scripts need do not count.
pub fn is_steering(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => true,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' => true,
        '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// Whether a character is whitespace or invisible.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether a character is a hyphen, a dash or a minus sign.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether a character is a bullet of a copied list.
pub fn is_copied_bullet(c: char) -> bool {
    matches!(c, '•' | '◦' | '▪')
}

/// Whether a character marks the items of a list, in Markdown or in copied text.
pub fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '*' | '+') || is_copied_bullet(c)
}

/// The text after a word at its start, ignoring the case of ASCII letters.
#[inline]
pub fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    // Most texts begin with another letter.
    let is_likely = |(one, other): (u8, u8)| one.eq_ignore_ascii_case(&other);
    if !text.bytes().next().zip(word.bytes().next()).is_none_or(is_likely) {
        return None;
    }
    let begin = text.as_bytes().get(..word.len())?;
    begin.eq_ignore_ascii_case(word.as_bytes()).then(|| &text[word.len()..])
}

/// The words of a text with one space between them; `is_space` characters separate them.
pub fn collapse_spaces(text: &str, is_space: impl Fn(char) -> bool) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
