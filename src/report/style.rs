//! Styles of text in the terminal.

/// The style of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// Unstyled.
    Plain,
    /// Code, such as a key or a command.
    Code,
    /// A heading or a name.
    Strong,
    /// Emphasized text.
    Emphasis,
    /// Secondary text.
    Dim,
    /// Something is wrong.
    Error,
    /// Something may be wrong.
    Warning,
}

impl TextStyle {
    /// The text in its style, if colors are on.
    pub fn paint(self, text: &str, color: bool) -> String {
        let code = match self {
            TextStyle::Plain => "",
            TextStyle::Code => "36",
            TextStyle::Strong => "1",
            TextStyle::Emphasis => "3",
            TextStyle::Dim => "2",
            TextStyle::Error => "31;1",
            TextStyle::Warning => "33;1",
        };
        if color && !code.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
