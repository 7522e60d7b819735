//! A planned agenda in prose: `#12 (A name), #13 #14 (Another name)`.

use super::lines::has_text;
use super::words::plain_text;
use crate::model::meeting::Item;
use crate::text::references::find_references;

/// The items of a text that has nothing but issues, each with its name in parentheses after it or after the next ones.
pub fn read_references(text: &str) -> Option<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    let mut untitled = 0;
    let mut from = 0;
    for named in find_references(text) {
        // A number in a name is not an item.
        if named.range.start < from {
            continue;
        }
        if has_text(&text[from..named.range.start]) || named.is_pr || named.differs {
            return None;
        }
        let rest = &text[named.range.end..];
        let name = rest.trim_start().strip_prefix('(').and_then(split_parentheses);
        from = match name {
            Some(name) => text.len() - (rest.trim_start().len() - name.len() - "()".len()),
            None => named.range.end,
        };
        let title = name.map(plain_text);
        items.push(Item { issue: Some(named.reference.into()), ..Item::default() });
        untitled += 1;
        if let Some(title) = title.filter(|title| has_text(title)) {
            let start = items.len() - untitled;
            items[start..].iter_mut().for_each(|item| item.title = Some(title.clone().into()));
            untitled = 0;
        }
    }
    (!items.is_empty() && !has_text(&text[from..])).then_some(items)
}

/// The text up to the parenthesis that closes it.
fn split_parentheses(text: &str) -> Option<&str> {
    let mut depth = 1_usize;
    let end = text.char_indices().find(|(_, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.map(|(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_numbers_gives_items() {
        let read = |text: &str| {
            let describe = |item: &Item| {
                let title = item.title.as_ref().map_or("", |title| title.as_str());
                format!("{} {title}", item.issue.as_ref().unwrap().value)
            };
            read_references(text).map(|items| items.iter().map(describe).collect::<Vec<_>>().join(", "))
        };
        let expected = "#12 A name, #13 B (new), #14 B (new), #15 ";
        assert_eq!(read("#12 (A name), , #13 #14 (B (new))\n\n- #15").as_deref(), Some(expected));
        assert_eq!(read("#12 (see #7), #13 (B)").as_deref(), Some("#12 see #7, #13 B"));
        for text in ["", "1. Welcome", "#12 A name", "#12 (A name) and news", "#12 (A name", "see #12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
