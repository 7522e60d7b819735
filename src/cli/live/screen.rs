//! Runs the live screen on the terminal: reads keys, the clock and the files, and restores the terminal at the end.

use super::pending_signal::PendingSignal;
use super::signals::Signals;
use super::terminal::{self, KeyWait, ScreenTerminal};
use crate::cli::ExitStatus;
use crate::cli::call::RecordedCall;
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::live::event::{Event, Outcome};
use crate::live::{LiveScreen, Look, Recorder};
use crate::store::stamps::FileStamps;
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::crossterm::event;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

/// How long the screen waits for a key before it looks at the clock.
const TICK: Duration = Duration::from_millis(200);

/// How long a look at keys that are there may take: without any time, crossterm does not look.
const LOOK: Duration = Duration::from_millis(1);

/// How often it looks whether somebody changed the files.
const WATCH: Duration = Duration::from_secs(1);

/// The clock, which runs on from the moment that the user set.
struct RunningClock {
    start: DateTime<Utc>,
    /// `None` for the clock of the system.
    since: Option<Instant>,
}

impl RunningClock {
    fn now(&self) -> DateTime<Utc> {
        match self.since {
            Some(since) => self.start + TimeDelta::from_std(since.elapsed()).unwrap_or_default(),
            None => SystemTime::now().into(),
        }
    }
}

pub fn run_screen(call: RecordedCall, save_after: TimeDelta, session: &mut Session) -> Result<ExitStatus, Error> {
    let root = session.find_root()?;
    if !session.out.is_screen() {
        let help = "Run it in a terminal; to record a call from a file or a pipe, use `backlog edit --file FILE`.";
        return Err(Error::usage("the live screen needs a terminal", help));
    }
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let day = call.find_call(&views)?.date.value;
    let start = views.now.moment().to_utc();
    drop(views);
    let clock = RunningClock { start, since: session.clock.today.map(|_| Instant::now()) };
    let look = session.findings_look();
    let look = Look { color: look.color, unicode: look.unicode };
    let recorder = Recorder { root: root.clone(), day, journal: session.journal() };
    let screen = LiveScreen::open(recorder, clock.now(), save_after, look)?;
    session.out.flush_output();
    let mut signals = Signals::new().map_err(terminal_error)?;
    let terminal = ScreenTerminal::enter().map_err(terminal_error)?;
    let ended_by = LiveRun { screen, terminal, clock, stamps: FileStamps::read(&root), root, looked: Instant::now() }
        .take_events(&mut signals)
        .map_err(terminal_error)?;
    if let Some(signal) = ended_by {
        signals.end_by(signal);
    }
    Ok(ExitStatus::Clean)
}

/// A screen on the terminal.
struct LiveRun {
    screen: LiveScreen,
    terminal: ScreenTerminal,
    clock: RunningClock,
    root: PathBuf,
    stamps: FileStamps,
    looked: Instant,
}

impl LiveRun {
    /// Takes events until the user quits, or a signal ends the program, which is returned. The terminal is restored
    /// then.
    fn take_events(mut self, signals: &mut Signals) -> std::io::Result<Option<PendingSignal>> {
        loop {
            self.screen.handle_event(Event::Tick(self.clock.now()));
            self.watch_files();
            for signal in signals.take_pending() {
                match signal {
                    PendingSignal::Stop => self.suspend(signals)?,
                    PendingSignal::Continue => self.terminal.enter_again()?,
                    PendingSignal::End(_) => {
                        self.screen.handle_event(Event::Save);
                        return Ok(Some(signal));
                    }
                }
            }
            self.terminal.draw(&self.screen)?;
            match read_event(TICK)? {
                TerminalEvent::Nothing => {}
                TerminalEvent::Gone => {
                    self.screen.handle_event(Event::Save);
                    return Ok(Some(PendingSignal::HANGUP));
                }
                TerminalEvent::Event(event) => match self.take_event(event) {
                    Outcome::Open => {}
                    Outcome::Suspend => self.suspend(signals)?,
                    Outcome::Quit => return Ok(None),
                },
            }
        }
    }

    fn take_event(&mut self, event: event::Event) -> Outcome {
        self.screen.handle_event(Event::Tick(self.clock.now()));
        match event {
            event::Event::Key(key) => self.screen.handle_event(Event::Key(key)),
            event::Event::Paste(text) => self.screen.handle_event(Event::Paste(text)),
            _ => Outcome::Open,
        }
    }

    fn watch_files(&mut self) {
        if self.looked.elapsed() >= WATCH {
            self.looked = Instant::now();
            let now = FileStamps::read(&self.root);
            if now != self.stamps {
                self.stamps = now;
                self.screen.handle_event(Event::FilesChanged);
            }
        }
    }

    /// Stops the program until it is continued.
    fn suspend(&mut self, signals: &Signals) -> std::io::Result<()> {
        self.screen.handle_event(Event::Save);
        self.terminal.leave()?;
        signals.stop();
        self.terminal.enter_again()
    }
}

/// What comes from the terminal.
enum TerminalEvent {
    /// Nothing happened for a while.
    Nothing,
    /// The terminal is gone, for example because its window was closed.
    Gone,
    Event(event::Event),
}

fn read_event(patience: Duration) -> std::io::Result<TerminalEvent> {
    // The first look is for events that were read together with an earlier one.
    for patience in [Duration::ZERO, patience] {
        let patience = match terminal::wait_for_keys(patience) {
            KeyWait::Gone => return Ok(TerminalEvent::Gone),
            KeyWait::Done => LOOK,
            KeyWait::Unknown => patience,
        };
        let read = || if event::poll(patience)? { event::read().map(Some) } else { Ok(None) };
        match read() {
            Ok(None) => {}
            Ok(Some(event)) => return Ok(TerminalEvent::Event(event)),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(TerminalEvent::Nothing)
}

fn terminal_error(source: std::io::Error) -> Error {
    Error::Io { action: "use", path: "the terminal".into(), source }
}
