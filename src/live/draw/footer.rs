//! The last lines: what the screen says, and the keys.

use super::text::{put, put_lines, wrap_lines};
use crate::live::message::{Message, MessageKind};
use crate::live::mode::Mode;
use crate::live::screen::LiveScreen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The part of the screen that a message may take.
const MOST: u16 = 3;

/// A screen with fewer columns does not show which record was written.
const WITH_PATHS: u16 = 50;

/// How many lines the message and the keys take.
pub fn footer_height(screen: &LiveScreen, area: Rect) -> u16 {
    let message = u16::try_from(message_lines(screen, area.width).len()).unwrap_or(u16::MAX);
    match area.height {
        0..=2 => 0,
        3..=9 => message.clamp(1, (area.height - 2).min(2)),
        height => message.clamp(1, (height / MOST).max(1)) + 1,
    }
}

/// Draws the message and the keys. In a small terminal, the keys are shown until there is a message.
pub fn draw_footer(screen: &LiveScreen, buffer: &mut Buffer, area: Rect) {
    let message = message_lines(screen, area.width);
    let has_both = area.height >= 2 && (message.is_empty() || usize::from(area.height) > message.len().min(1));
    let keys = format!(" {}", describe_keys(screen));
    if message.is_empty() || !has_both {
        if message.is_empty() {
            put(buffer, area, 0, area.height.saturating_sub(1), &keys, screen.look.dim());
        } else {
            put_lines(buffer, area, &message);
        }
        return;
    }
    let room = Rect { height: area.height - 1, ..area };
    put_lines(buffer, room, &message);
    put(buffer, area, 0, area.height - 1, &keys, screen.look.dim());
}

/// Why nothing is written now, otherwise what the last key did.
fn message_lines(screen: &LiveScreen, columns: u16) -> Vec<(String, Style)> {
    let mut texts = Vec::new();
    if let Some(paused) = &screen.paused {
        texts.push((
            format!("{} nothing is written until this is fixed:", screen.look.glyphs().refused),
            screen.look.bad(),
        ));
        texts.extend(styled(screen, paused).into_iter().map(|(line, _)| (line, screen.look.warning())));
    } else if let Some(message) = &screen.message {
        texts = styled(screen, message);
    }
    if columns < WITH_PATHS {
        // The screen is about one call.
        texts.iter_mut().filter(|(line, _)| line.contains(".yaml: ")).for_each(|(line, _)| {
            *line = line.split_once(".yaml: ").map_or_else(String::new, |(_, rest)| rest.to_owned());
        });
    }
    let columns = columns.saturating_sub(2);
    wrap_lines(&texts, columns).into_iter().map(|(line, style)| (format!(" {line}"), style)).collect()
}

fn styled(screen: &LiveScreen, message: &Message) -> Vec<(String, Style)> {
    let (mark, style) = match message.kind {
        MessageKind::Done => (screen.look.glyphs().done, screen.look.good()),
        MessageKind::Notice => ("", Style::new()),
        MessageKind::Refused => (screen.look.glyphs().refused, screen.look.bad()),
    };
    let line = |(at, line): (usize, &String)| {
        let lead = if at == 0 && !mark.is_empty() { format!("{mark} ") } else { String::new() };
        (format!("{lead}{line}"), if at == 0 { style } else { Style::new() })
    };
    message.lines.iter().enumerate().map(line).collect()
}

/// The keys that do something now.
fn describe_keys(screen: &LiveScreen) -> &'static str {
    match &screen.mode {
        Mode::Agenda => "n note  d decide  a action  s stage  . not treated  p people  u undo  ? keys",
        Mode::Note(_) => "Esc saves and leaves   ! decision  > action point",
        Mode::Form(_) => "Enter next   Alt-Enter new line   Esc leaves",
        Mode::Stage | Mode::Close => "1-9 chooses   Esc leaves",
        Mode::People(_) => "letters find  Enter marks  - excused  = same as last time  + new  Esc",
        Mode::Find(_) => "Enter selects   Esc leaves",
        Mode::Page(..) => "j k scroll   Esc leaves",
        Mode::Leave => "R the rest not treated   q quit   Esc stays",
    }
}
