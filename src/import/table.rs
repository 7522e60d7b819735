//! A backlog table that was kept by hand, read into one file a row.

mod cell;
mod columns;
mod gfm;
mod grid;

use super::{Draft, Imported, Options};
use crate::error::Error;
use crate::model::group::Group;
use crate::model::spelling::slug;
use crate::source::Sources;
use crate::store::yaml;
use columns::Field;
use serde::Serialize;

/// The fields that a column may be for, as `--column "Header=field"` names them.
pub fn fields() -> impl Iterator<Item = &'static str> {
    Field::ALL.into_iter().map(|(word, _)| word)
}

/// Reads tables: one file a row.
///
/// # Errors
/// [`Error::Io`] when a record cannot be expressed as YAML, which no record of the model does.
pub fn import(sources: Sources, _options: &Options, _group: &Group) -> Result<Imported, Error> {
    #[derive(Serialize)]
    struct Record {
        name: String,
    }
    let mut imported = Imported::default();
    for (file, source) in sources.iter() {
        let mut fields = Vec::new();
        for row in gfm::rows(&source.text, file) {
            if row.is_head {
                fields = columns::of(&row);
                continue;
            }
            let name = fields.iter().position(|field| *field == Some(Field::Name)).and_then(|at| row.cells.get(at));
            let Some(name) = name.map(|cell| cell.text()) else { continue };
            imported.read += 1;
            let path = format!("backlog/{}.yaml", slug(&name));
            imported.records.push(Draft { path, text: yaml::to_yaml(&Record { name })?, place: row.place });
        }
    }
    imported.sources = sources;
    Ok(imported)
}
