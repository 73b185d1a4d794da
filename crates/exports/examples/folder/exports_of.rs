//! Every export of some reports, in both languages.

use std::path::Path;

use exports::recipe::{Csv, Separator};
use exports::{Format, Job, Language, List, Recipe, Rows, Table, as_of, write};
use reports::{Reports, text};

use crate::told;

/// Writes all formats of all lists, and hands back how many files that were. `en` and `de` hold what the
/// page makes in each language; `de` has its CSV as German spreadsheet programs expect it.
pub(crate) fn write(reports: &Reports, folder: &Path) -> Result<usize, String> {
    let texts = text::files(reports).map(|(name, text)| (name.to_owned(), text));
    let mut count = 0;
    for language in Language::ALL {
        let folder = folder.join(language.tag());
        std::fs::create_dir_all(&folder).map_err(|error| told(&folder, &error))?;
        let tables: Vec<Table> = List::ALL
            .iter()
            .map(|list| table(reports, *list, language))
            .collect();
        for recipe in recipes(language) {
            let job = Job {
                recipe,
                language,
                store: reports.snapshot().store,
                as_of: as_of(reports),
                made: reports.options.today,
            };
            let wanted = job.recipe.lists_needed();
            let tables = tables.iter().filter(|table| wanted.contains(&table.list));
            let tables: Vec<Table> = tables.cloned().collect();
            let bytes =
                write::file(&job, &tables, &texts).map_err(|problem| problem.to_string())?;
            let path = folder.join(job.file_name());
            std::fs::write(&path, bytes).map_err(|error| told(&path, &error))?;
            count += 1;
        }
    }
    Ok(count)
}

/// CSV and Markdown by list, and the other formats with all lists.
fn recipes(language: Language) -> impl Iterator<Item = Recipe> {
    let csv = match language {
        Language::En => Csv::default(),
        Language::De => Csv {
            safe: true,
            separator: Separator::Semicolon,
        },
    };
    Format::ALL.into_iter().flat_map(move |format| {
        let lists = match format {
            Format::Csv | Format::Markdown => {
                List::ALL.iter().map(|list| vec![*list]).collect::<Vec<_>>()
            }
            _ => vec![List::ALL.to_vec()],
        };
        lists.into_iter().map(move |lists| Recipe {
            lists,
            format,
            csv,
            ..Recipe::default()
        })
    })
}

fn table(reports: &Reports, list: List, language: Language) -> Table {
    let mut rows = Rows::new(reports, list, language, &|_| true);
    while rows.sort() {}
    let mut table = Table::new(list, list.all().collect());
    table.rows = (0..rows.len())
        .map(|row| rows.cells(row, &table.fields))
        .collect();
    table
}
