//! The people by organization, or those that match a few letters.

use super::text::{put, put_lines};
use crate::live::facts::{PersonFacts, Presence};
use crate::live::mode::Mode;
use crate::live::screen::LiveScreen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the people.
pub fn draw_people(screen: &LiveScreen, buffer: &mut Buffer, area: Rect) {
    match &screen.mode {
        Mode::People(picker) => {
            put(buffer, area, 0, 0, &format!("people: {}_", picker.letters), screen.look.strong());
            let (matches, chosen) = (picker.matches(&screen.facts), picker.chosen(&screen.facts));
            let rest = Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(1), ..area };
            let at = chosen.and_then(|chosen| matches.iter().position(|one| *one == chosen)).unwrap_or(0);
            let first = (at + 1).saturating_sub(usize::from(rest.height));
            let line = |(index, person): (usize, &&PersonFacts)| {
                let organization = match person.organization.is_empty() {
                    true => String::new(),
                    false => format!(" ({})", person.organization),
                };
                let style = if index == at { screen.look.selected() } else { Style::new() };
                (format!("{} {}{organization}", presence_mark(screen, person), person.name), style)
            };
            let lines: Vec<_> = matches.iter().enumerate().skip(first).map(line).collect();
            put_lines(buffer, rest, &lines);
            if matches.is_empty() {
                put(buffer, rest, 0, 0, "nobody: [+] adds somebody new", screen.look.dim());
            }
        }
        _ => put_lines(buffer, area, &list_by_organization(screen, area)),
    }
}

/// The people by organization, those who are present first; whoever does not fit is counted.
fn list_by_organization(screen: &LiveScreen, area: Rect) -> Vec<(String, Style)> {
    let mut organizations: Vec<&str> = Vec::new();
    for person in &screen.facts.people {
        if !organizations.contains(&person.organization.as_str()) {
            organizations.push(&person.organization);
        }
    }
    let mut lines = vec![(format!("people: {} present  [p]", screen.facts.present()), screen.look.strong())];
    for organization in organizations {
        let name = if organization.is_empty() { "no organization" } else { organization };
        lines.push((name.to_owned(), screen.look.dim()));
        let own = screen.facts.people.iter().filter(|person| person.organization == organization);
        lines.extend(own.map(|person| (format!(" {} {}", presence_mark(screen, person), person.name), Style::new())));
    }
    let room = usize::from(area.height);
    if lines.len() > room && room > 1 {
        let hidden = lines.split_off(room - 1).iter().filter(|(line, _)| line.starts_with(' ')).count();
        lines.push((format!("{} {hidden} more", screen.look.glyphs().more), screen.look.dim()));
    }
    lines
}

fn presence_mark(screen: &LiveScreen, person: &PersonFacts) -> &'static str {
    match person.presence {
        Presence::Present => screen.look.glyphs().recorded,
        Presence::Absent => screen.look.glyphs().not_treated,
        Presence::Unlisted => " ",
    }
}
