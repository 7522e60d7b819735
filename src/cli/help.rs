//! The help of the program: its commands in groups.

use super::Command as Commands;
use clap::Command;

/// The program with its commands in groups, which clap lists in one.
pub fn with_groups(mut program: Command) -> Command {
    // Adds the command `help`.
    program.build();
    let (header, name_style) = (*program.get_styles().get_header(), *program.get_styles().get_literal());
    let mut text = String::new();
    let mut commands = program.get_subcommands().collect::<Vec<_>>().into_iter();
    for (heading, count) in Commands::GROUPS {
        text.push_str(&format!("{header}{heading}:{header:#}\n"));
        // clap adds `help` as the last one.
        for command in commands.by_ref().take(count + usize::from(*heading == "Other")) {
            let (name, about) = (command.get_name(), command.get_about().map(ToString::to_string));
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
    fn every_command_is_in_the_help_and_its_line_fits() {
        let mut program = crate::cli::Cli::command();
        program.build();
        assert_eq!(
            Commands::GROUPS.iter().map(|(_, count)| count).sum::<usize>() + 1,
            program.get_subcommands().count()
        );
        for command in program.get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && about.chars().count() <= 60, "{}: {about}", command.get_name());
        }
    }
}
