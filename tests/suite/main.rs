//! The integration tests, in one program so that it is linked once.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails on the spot")]

mod breakages;
mod calendar;
mod cell_oracle;
mod changes;
mod check_render;
mod cmark;
mod cmd;
#[cfg(unix)]
mod completion;
#[cfg(feature = "send")]
mod confluence;
#[cfg(unix)]
mod documents;
#[cfg(unix)]
mod edit;
mod editor;
mod fix;
mod floors;
mod focus;
mod former;
mod fuzz;
#[cfg(feature = "send")]
mod github;
#[cfg(target_os = "linux")]
mod hostile;
mod import;
mod import_words;
mod injection;
mod limits;
mod line_ends;
#[cfg(all(unix, feature = "live"))]
mod live;
#[cfg(feature = "send")]
mod mail;
#[cfg(feature = "send")]
mod month;
#[cfg(unix)]
mod moved_call;
mod oracle;
mod outside;
mod own_records;
mod procedure;
mod program;
mod reader;
#[cfg(unix)]
mod readme;
mod real_call;
mod records;
#[cfg(unix)]
mod release;
mod repositories;
mod runner;
#[cfg(target_os = "linux")]
mod safety;
mod sarif;
mod schema;
#[cfg(unix)]
mod sheet;
mod since;
mod site;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod tmux;
mod uniform;
mod whole_call;
#[cfg(unix)]
mod workflows;
