//! The format of what a command prints.

use clap::ValueEnum;

/// The flags of every command that prints records.
#[derive(clap::Args)]
pub struct FormatArgs<F: ValueEnum + Send + Sync + 'static> {
    /// Choose the output format [default: human]
    #[arg(long, value_name = "FORMAT", display_order = 97)]
    format: Option<F>,

    /// Print JSON, as --format json does
    #[arg(long, conflicts_with = "format", display_order = 98)]
    json: bool,
}

impl<F: ValueEnum + Send + Sync + 'static> FormatArgs<F> {
    /// These flags, or the others where the user gave none of them.
    pub fn or(self, others: Self) -> Self {
        if self.json || self.format.is_some() { self } else { others }
    }

    /// The format that the user chose, if any.
    pub fn chosen_format(&self) -> Option<F> {
        match self.json {
            true => F::from_str("json", false).ok(),
            false => self.format.clone(),
        }
    }
}

impl<F: ValueEnum + Send + Sync + 'static> Default for FormatArgs<F> {
    fn default() -> Self {
        Self { format: None, json: false }
    }
}

impl FormatArgs<PageFormat> {
    /// Whether a program reads the output.
    pub fn is_json(&self) -> bool {
        self.chosen_format() == Some(PageFormat::Json)
    }
}

/// The formats of a command that prints for people or for programs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    Human,
    Json,
}
