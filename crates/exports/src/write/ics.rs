//! A calendar of what is coming: one day-long event a title.

use icalendar::{Calendar, Class, Component, Event, Property};

use super::Job;
use crate::field::Field;
use crate::list::List;
use crate::table::Table;
use crate::value::{Cell, Value};
use time::Date;

/// Titles with a day. An event has the same name in each file, so that a calendar changes it and does
/// not add it again.
pub(crate) fn file(job: &Job, tables: &[Table]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//AudiPy//Coming//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name(List::Upcoming.name(job.language));
    let tables = tables.iter().filter(|table| table.list == List::Upcoming);
    for (table, row) in tables.flat_map(|table| table.rows.iter().map(move |row| (table, row))) {
        if let Some(event) = event(job, table, row) {
            calendar.push(event);
        }
    }
    calendar.to_string().into_bytes()
}

fn event(job: &Job, table: &Table, row: &[Cell]) -> Option<Event> {
    let get = |field| table.cell(row, field).filter(|_| job.recipe.shows(field));
    let Some(Value::Date(day)) = get(Field::Released) else {
        return None;
    };
    let (Some(Value::Text(title)), Some(Value::Text(asin))) = (get(Field::Title), get(Field::Asin))
    else {
        return None;
    };
    let mut about = Vec::new();
    let mut add = |field: Field| {
        if let Some(value) = get(field) {
            let value = match value {
                Value::List(parts) => parts.join("; "),
                other => super::plain::text(other, job.language),
            };
            about.push(format!("{}: {value}", field.name(job.language)));
        }
    };
    for field in [Field::Authors, Field::Narrators, Field::Series, Field::Why] {
        add(field);
    }
    let mut event = Event::new();
    event
        .uid(&format!("{asin}-{}@audipy.invalid", job.store.code()))
        .summary(&clean(title))
        .description(&clean(&about.join("\n")))
        .class(Class::Private);
    // Otherwise a clock would be asked.
    event.append_property(Property::new(
        "DTSTAMP",
        format!("{}T000000Z", compact(job.made)),
    ));
    let start = Property::new("DTSTART", compact(*day))
        .add_parameter("VALUE", "DATE")
        .done();
    event.append_property(start);
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    if let Some(Value::Link(address)) = get(Field::Link)
        && let Some(address) = super::plain::safe_link(address)
    {
        event.url(address);
    }
    Some(event.done())
}

/// `20261124`.
fn compact(day: Date) -> String {
    super::plain::iso(day).replace('-', "")
}

/// Without control characters, which a calendar cannot hold.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}
