//! How long something took, as people and programs write it.

use std::fmt::Write as _;

/// Each unit with its seconds and its spellings, which spaces separate.
const UNITS: [(u64, char, &str); 3] =
    [(3600, 'h', "h hr hrs hour hours"), (60, 'm', "m min mins minute minutes"), (1, 's', "s sec secs second seconds")];

/// The seconds of `1h 27m 51s`, or of a number of minutes.
pub fn parse_duration(text: &str) -> Option<u64> {
    let mut rest = text.trim();
    if let Ok(minutes) = rest.parse::<u32>() {
        return Some(u64::from(minutes) * 60);
    }
    let mut seconds = None;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let after = after.trim_start();
        let (unit, after) = after.split_at(after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len()));
        let is_unit = |spellings: &str| spellings.split(' ').any(|known| known.eq_ignore_ascii_case(unit));
        let (factor, ..) = UNITS.iter().find(|(.., spellings)| is_unit(spellings))?;
        let number = u64::from(number.parse::<u32>().ok()?) * factor;
        seconds = Some(seconds.unwrap_or_default() + number);
        rest = after.trim_start();
    }
    seconds
}

/// `1h 27m 51s`
pub fn format_duration(seconds: u64) -> String {
    let mut rest = seconds;
    let mut written = String::new();
    for (factor, unit, _) in UNITS {
        let number = rest / factor;
        rest %= factor;
        if number > 0 {
            let space = if written.is_empty() { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(written, "{space}{number}{unit}");
        }
    }
    if written.is_empty() { "0s".to_owned() } else { written }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_units_or_is_in_minutes() {
        for (text, expected) in [
            ("1h 27m 51s", Some(5271)),
            ("27m51s", Some(1671)),
            ("51 sec", Some(51)),
            (" 92 ", Some(5520)),
            ("5 Min", Some(300)),
            ("0", Some(0)),
            ("4294967295h 4294967295h", Some(30_923_764_524_000)),
            ("", None),
            ("h", None),
            ("5 weeks", None),
            ("5m 3", None),
            ("-5", None),
            ("99999999999h", None),
            ("5m ½", None),
        ] {
            assert_eq!(parse_duration(text), expected, "{text}");
        }
    }

    #[test]
    fn a_written_duration_is_read_back() {
        for (seconds, expected) in [(0, "0s"), (20, "20s"), (60, "1m"), (3600, "1h"), (5271, "1h 27m 51s")] {
            assert_eq!(format_duration(seconds), expected);
            assert_eq!(parse_duration(expected), Some(seconds));
        }
    }
}
