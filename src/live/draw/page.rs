//! A text over the whole screen: the history of the item, or the keys.

use super::text::{put_lines, wrap_lines};
use crate::live::key_list::KEYS;
use crate::live::mode::Page;
use crate::live::screen::LiveScreen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws a page from a line on.
pub fn draw_page(screen: &LiveScreen, page: Page, first: u16, buffer: &mut Buffer, area: Rect) {
    let area = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area };
    let lines = wrap_lines(&page_texts(screen, page), area.width);
    let last = lines.len().saturating_sub(usize::from(area.height));
    put_lines(buffer, area, &lines[usize::from(first).min(last)..]);
}

fn page_texts(screen: &LiveScreen, page: Page) -> Vec<(String, Style)> {
    let strong = screen.look.strong();
    let mut texts = Vec::new();
    match page {
        Page::Keys => {
            for (key, what) in KEYS {
                texts.push((format!("{key:<12} {what}"), Style::new()));
            }
        }
        Page::History => {
            let Some(row) = screen.row() else { return texts };
            texts.push((row.item.heading.clone(), strong));
            for block in &row.item.history {
                let days = if block.days.is_empty() { "earlier" } else { &block.days };
                texts.push((String::new(), Style::new()));
                texts.push((days.to_owned(), strong));
                texts.push((block.text.clone(), Style::new()));
            }
            if row.item.history.is_empty() {
                texts.push(("no earlier call has recorded anything about it".to_owned(), Style::new()));
            }
        }
    }
    texts
}
