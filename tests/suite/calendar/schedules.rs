//! Difficult schedules for the calendar.

/// A schedule: its name, its zone, the text of `workgroup.yaml`, and the days of calls with the text of their files.
pub type Schedule = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Difficult schedules.
pub const SCHEDULES: &[Schedule] = &[
    (
        "last friday, 5th monday",
        "America/New_York",
        "schedule:
  - { slot: last friday, start: '17:00', end: '18:00', since: 2023-08-01 }
  - { slot: 5th monday, start: '09:00', end: '10:00', since: 2023-08-01 }
not-held:
  - { date: 2023-08-25, reason: holidays }
  - { date: 2023-10-30, reason: nobody came }
  - { date: 2026-12-25 }
",
        &[],
    ),
    (
        "every three weeks, ended and begun again",
        "Australia/Lord_Howe",
        "schedule:
  - { every: 3 weeks, from: 2023-07-05, start: '08:00', end: '09:30', until: 2024-11-06 }
  - { every: 3 weeks, from: 2023-07-05, start: '21:00', end: '22:00', since: 2024-11-07, until: 2026-10-30 }
  - { every: 1 week, from: 2026-11-05, start: '00:15', end: '00:30' }
",
        &[],
    ),
    (
        "slots that meet",
        "Europe/Madrid",
        "schedule:
  - { slot: 4th thursday, start: '10:00', end: '11:00', since: 2023-09-01 }
  - { slot: last thursday, start: '10:00', end: '11:00', since: 2023-09-01 }
  - { every: 2 weeks, from: 2023-09-07, start: '08:00', end: '09:00' }
  - { slot: 2nd thursday, start: '08:00', end: '09:00', since: 2025-08-01 }
",
        &[],
    ),
    (
        "exceptions of all kinds",
        "Europe/Berlin",
        "schedule:
  - { slot: 2nd thursday, start: '09:00', end: '10:30', since: 2023-10-01, join: 'https://e.example/a;b,c?d=e&f=%20' }
  - { slot: 4th thursday, start: '15:00', end: '16:30', since: 2023-10-01, until: 2026-03-26 }
agenda: { closes-days-before: 3 }
not-held:
  - { date: 2023-10-12, reason: the first one already }
  - { date: 2026-01-08 }
  - { date: 2026-03-26, reason: the last one }
moved:
  - { from: 2024-03-28, to: 2024-03-27, reason: 'Easter; \"Monday, too\"' }
  - { from: 2024-05-09, to: 2024-05-23, reason: onto the other slot }
  - { from: 2024-06-13, to: 2024-06-13, start: '11:00' }
  - { from: 2025-03-27, to: 2025-04-03, start: '14:00', end: '14:45' }
  - { from: 2025-10-09, to: 2025-10-08 }
",
        &[
            ("2023-08-17", "extra: before there was a schedule\nstart: '12:00'"),
            ("2023-11-09", ""),
            ("2024-02-08", "start: '09:30'"),
            ("2024-02-22", "start: '15:00'\nend: '18:00'"),
            ("2024-05-23", "join: https://e.example/own"),
            ("2024-09-12", "join: https://e.example/own"),
            ("2024-09-26", "join: https://e.example/own"),
            ("2024-10-27", "extra: |\n  early, and through\n  the change of the clock\nstart: '01:30'\nend: '04:30'"),
            ("2025-10-08", "start: '16:00'\nend: '17:00'"),
            ("2025-12-31", "start: '23:30'"),
            ("2026-01-08", "extra: held all the same"),
        ],
    ),
    (
        "while the clock is changed",
        "Europe/Madrid",
        "schedule:
  - { every: 1 week, from: 2023-08-06, start: '02:30', end: '03:30', until: 2024-12-31 }
  - { every: 1 week, from: 2025-01-05, start: '01:30', end: '04:30' }
not-held: [{ date: 2026-12-20 }]
",
        &[],
    ),
    (
        "until after midnight",
        "Europe/Madrid",
        "schedule:
  - { slot: 2nd thursday, start: '23:00', end: '00:30', since: 2023-09-01 }
  - { slot: last saturday, start: '23:30', end: '03:30', since: 2023-09-01 }
moved: [{ from: 2025-10-09, to: 2025-10-10, start: '22:30', end: '01:00' }]
",
        &[
            ("2024-02-08", "start: '22:00'"),
            ("2024-03-06", "extra: late\nstart: '23:15'\nend: '00:15'"),
            ("2024-03-07", "extra: nobody knows when"),
        ],
    ),
    (
        "half an hour of summer",
        "Australia/Lord_Howe",
        "schedule: { every: 1 week, from: 2023-08-06, start: '01:45', end: '02:15' }
not-held: [{ date: 2026-12-20 }]
",
        &[],
    ),
    (
        "a weekday on or after a day of the month",
        "America/Santiago",
        "schedule: { every: 2 weeks, from: 2023-08-02, start: '20:00', end: '22:00' }\n",
        &[],
    ),
    (
        "a clock that follows the moon",
        "Africa/Casablanca",
        "schedule: { slot: 1st wednesday, start: '08:00', end: '09:00', since: 2023-08-02 }\n",
        &[],
    ),
    (
        "a day that ends a month and the summer",
        "Africa/Cairo",
        "schedule: { slot: 1st tuesday, start: '20:15', end: '21:15', since: 2023-09-05 }\n",
        &[],
    ),
    (
        "nothing says since when",
        "UTC",
        "schedule: { slot: 3rd tuesday, start: '10:00', end: '11:00' }\n",
        &[("2023-07-18", "attendance: {}")],
    ),
    ("no schedule", "Europe/Athens", "", &[("2024-01-17", "extra: the only one\nstart: '10:00'"), ("2024-02-14", "")]),
];
