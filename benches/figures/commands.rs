//! The commands that concern one item or one call.

use crate::cost::{Cost, backlog_command, measure_command};
use crate::folders::Folders;
use crate::records::Size;
use std::error::Error;
use std::fs;

/// A command and its label.
#[derive(Clone, Copy)]
pub struct SingleCommand {
    pub label: &'static str,
    /// From the size and the day of the last call.
    arguments: for<'a> fn(&'a Size, &'a str) -> Vec<&'a str>,
}

/// All of them. The last one is what a shell runs for `backlog show <TAB>`.
pub const SINGLE_COMMANDS: [SingleCommand; 6] = [
    SingleCommand { label: "`show N`", arguments: |size, _| vec!["show", size.unlisted] },
    SingleCommand { label: "`agenda`", arguments: |_, _| vec!["agenda"] },
    SingleCommand { label: "`note N TEXT`", arguments: |size, _| vec!["note", size.listed, "The owner presented it."] },
    SingleCommand {
        label: "`agenda add N`",
        arguments: |size, _| vec!["agenda", "add", size.unlisted, "--exception", "it is urgent"],
    },
    SingleCommand { label: "`minutes DATE`", arguments: |_, today| vec!["minutes", today] },
    SingleCommand { label: "completion of `show`", arguments: |_, _| vec!["--", "backlog", "show", ""] },
];

impl SingleCommand {
    /// Runs it in the folder with all generated files, and takes back what it recorded.
    pub fn measure(self, size: &Size, folders: &Folders) -> Result<Cost, Box<dyn Error>> {
        let arguments = (self.arguments)(size, &folders.today);
        let mut command = backlog_command(&folders.sealed, &folders.today, &arguments);
        if arguments.starts_with(&["--"]) {
            command.env("BACKLOG_COMPLETE", "zsh").env("_CLAP_COMPLETE_INDEX", "2");
        }
        let call = folders.sealed.join(format!("minutes/{}.yaml", folders.today));
        let before = fs::read(&call)?;
        let cost = measure_command(&mut command)?;
        if fs::read(&call)? != before {
            fs::write(&call, before)?;
        }
        Ok(cost)
    }
}
