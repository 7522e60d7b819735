//! The help of the program: its commands in groups.

use clap::Command;

/// The commands by what they are for, each in one group.
const GROUPS: [(&str, &[&str]); 7] = [
    ("Start", &["init", "import", "add-organization", "add-person", "set"]),
    ("Proposals", &["add-proposal", "list", "show", "stage", "owner", "support", "rename", "close"]),
    ("Before a call", &["new-meeting", "move-meeting", "cancel-meeting", "agenda"]),
    ("In the call", &["attend", "note", "decide", "action", "topic", "recap", "approve"]),
    ("Review", &["status", "check", "explain"]),
    ("Publish", &["render", "minutes", "table", "calendar", "mail"]),
    ("Other", &["schema", "completions", "man", "help"]),
];

/// The program with its commands in groups, which clap lists in one.
pub fn with_groups(mut program: Command) -> Command {
    // Adds the command `help`.
    program.build();
    let (header, name_style) = (*program.get_styles().get_header(), *program.get_styles().get_literal());
    let mut text = String::new();
    for (heading, names) in GROUPS {
        text.push_str(&format!("{header}{heading}:{header:#}\n"));
        for name in names {
            let about = program.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
            let about = about.unwrap_or_default();
            text.push_str(&format!("  {name_style}{name:<16}{name_style:#}  {about}\n"));
        }
        text.push('\n');
    }
    let options = format!("{header}Options:{header:#}");
    program.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{text}{options}\n{{options}}{{after-help}}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_is_in_one_group_and_its_line_fits() {
        let mut program = crate::cli::Cli::command();
        program.build();
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut commands: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        grouped.sort_unstable();
        commands.sort_unstable();
        assert_eq!(grouped, commands);
        for command in program.get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && about.chars().count() <= 60, "{}: {about}", command.get_name());
        }
    }
}
