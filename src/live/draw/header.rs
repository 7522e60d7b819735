//! The first line: the call, the clock and how many people are there.

use super::text::{put, width};
use crate::live::screen::LiveScreen;
use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the first line. Where there is little room, the name of the group goes first, then the hours, then the day.
pub fn draw_header(screen: &LiveScreen, buffer: &mut Buffer, area: Rect) {
    let call = &screen.facts.call;
    let day = call.date.format("%a %Y-%m-%d").to_string();
    let hours = call.times.map(|times| format!("{}-{}", times.start.format("%H:%M"), times.end.format("%H:%M %Z")));
    let with_hours = hours.map_or(day.clone(), |hours| format!("{day} {hours}"));
    let lefts = [format!(" {}  {with_hours}", screen.facts.group), format!(" {with_hours}"), format!(" {day}")];
    let (clock, left) = describe_clock(screen);
    let present = format!("{} present", screen.facts.present());
    let rights = [format!("{clock}  {left}   {present} "), format!("{clock}  {left} "), format!("{clock} ")];
    let pairs = rights.iter().flat_map(|right| lefts.iter().map(move |left| (left, right)));
    let fits = |(left, right): &(&String, &String)| width(left) + 2 + width(right) <= area.width;
    let (left, right) = pairs.clone().find(fits).unwrap_or((&lefts[2], &rights[2]));
    put(buffer, area, 0, 0, left, screen.look.strong());
    let column = area.width.saturating_sub(width(right));
    if column > width(left) {
        put(buffer, area, column, 0, right, screen.look.strong());
    }
}

/// The time, and how much of the call is left.
fn describe_clock(screen: &LiveScreen) -> (String, String) {
    let Some(times) = screen.facts.call.times else {
        return (screen.now.format("%H:%M UTC").to_string(), String::new());
    };
    let now = screen.now.with_timezone(&times.start.timezone());
    let minutes = |span: TimeDelta| (span + TimeDelta::seconds(59)).num_minutes();
    let left = if now < times.start {
        describe_span("in", minutes(times.start - now))
    } else if now < times.end {
        format!("{} min left", minutes(times.end - now))
    } else {
        "over".to_owned()
    };
    (now.format("%H:%M").to_string(), left)
}

/// `in 12 min`, `in 3 h`, `in 5 days`.
fn describe_span(word: &str, minutes: i64) -> String {
    match minutes {
        0..=120 => format!("{word} {minutes} min"),
        121..=2880 => format!("{word} {} h", minutes / 60),
        _ => format!("{word} {} days", minutes / 1440),
    }
}
