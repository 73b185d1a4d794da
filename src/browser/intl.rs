//! Numbers, dates, money and sort order as a language has them, by the browser's `Intl`.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use audible::{Money, Timestamp};
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The formats of one language. Making one takes a millisecond, using it microseconds.
#[derive(Clone, Debug)]
pub struct Formats {
    locales: Array,
    numbers: Function,
    /// Made when first needed, like all that few pages show.
    means: OnceCell<Function>,
    percents: Function,
    days: Function,
    moments: Function,
    times: Function,
    relative: Intl::RelativeTimeFormat,
    order: Function,
}

impl Formats {
    /// Formats of a language, `en` or `de-AT`.
    pub fn new(language: &str) -> Self {
        let locales = Array::of1(&JsValue::from_str(language));
        let numbers = |fields| Intl::NumberFormat::new(&locales, &options(fields)).format();
        let dates = |fields| Intl::DateTimeFormat::new(&locales, &options(fields)).format();
        Self {
            numbers: numbers(&[]),
            means: OnceCell::new(),
            percents: numbers(&[("style", "percent".into())]),
            days: dates(&[("dateStyle", "medium".into())]),
            moments: dates(&[
                ("dateStyle", "medium".into()),
                ("timeStyle", "short".into()),
            ]),
            times: dates(&[("timeStyle", "short".into())]),
            relative: Intl::RelativeTimeFormat::new(
                &locales,
                &options(&[("numeric", "auto".into())]),
            ),
            order: Intl::Collator::new(&locales, &options(&[("numeric", true.into())])).compare(),
            locales,
        }
    }

    /// `1,234`.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn count(&self, number: u64) -> String {
        call(&self.numbers, &JsValue::from_f64(number as f64))
    }

    /// `1,234.5`.
    pub fn number(&self, number: f64) -> String {
        call(&self.numbers, &JsValue::from_f64(number))
    }

    /// `4.0`, a mean of stars: one decimal is all that it says.
    pub fn stars(&self, mean: f32) -> String {
        let digits = [
            ("minimumFractionDigits", 1.into()),
            ("maximumFractionDigits", 1.into()),
        ];
        let format = self
            .means
            .get_or_init(|| Intl::NumberFormat::new(&self.locales, &options(&digits)).format());
        call(format, &JsValue::from_f64(f64::from(mean)))
    }

    /// `45 %`, from 0.45.
    pub fn percent(&self, share: f64) -> String {
        call(&self.percents, &JsValue::from_f64(share))
    }

    /// `$9.62`, `9,62 €`, `¥1,050`.
    #[expect(clippy::cast_precision_loss, reason = "prices are far below 2^53")]
    pub fn money(&self, money: Money) -> String {
        let fields = [
            ("style", "currency".into()),
            ("currency", money.currency.code().into()),
        ];
        let digits = i32::try_from(money.currency.minor_digits()).unwrap_or(0);
        let amount = money.minor as f64 / 10_f64.powi(digits);
        let format = Intl::NumberFormat::new(&self.locales, &options(&fields)).format();
        call(&format, &JsValue::from_f64(amount))
    }

    /// `23 Nov 2026`, in this device's time zone.
    pub fn day(&self, at: Timestamp) -> String {
        call(&self.days, &date(at))
    }

    /// A calendar day as the store names it: no time zone moves it.
    pub fn calendar_day(&self, day: time::Date) -> String {
        call(&self.days, &local_date(day))
    }

    /// `November 2026`, the month of a calendar day.
    pub fn month(&self, day: time::Date) -> String {
        self.part_of(&[("year", "numeric".into()), ("month", "long".into())], day)
    }

    /// `Nov 2026`.
    pub fn month_short(&self, day: time::Date) -> String {
        self.part_of(
            &[("year", "numeric".into()), ("month", "short".into())],
            day,
        )
    }

    /// `Monday`.
    pub fn weekday(&self, day: time::Date) -> String {
        self.part_of(&[("weekday", "long".into())], day)
    }

    fn part_of(&self, fields: &[(&str, JsValue)], day: time::Date) -> String {
        let format = Intl::DateTimeFormat::new(&self.locales, &options(fields)).format();
        call(&format, &local_date(day))
    }

    /// `23 Nov 2026, 16:42`.
    pub fn moment(&self, at: Timestamp) -> String {
        call(&self.moments, &date(at))
    }

    /// `16:42`.
    pub fn time(&self, at: Timestamp) -> String {
        call(&self.times, &date(at))
    }

    /// `3 hours ago`, `in 2 minutes`, `yesterday`: the largest fitting unit, rounded towards now.
    pub fn relative(&self, at: Timestamp, now: Timestamp) -> String {
        let seconds = at.millis_since(now) / 1000;
        let (size, unit) = UNITS
            .into_iter()
            .find(|(size, _)| seconds.abs() >= *size)
            .unwrap_or((1, "second"));
        #[expect(clippy::cast_precision_loss, reason = "at most some years in seconds")]
        let amount = (seconds / size) as f64;
        self.relative.format(amount, unit).into()
    }

    /// Sort order of the language, numbers inside by value: `Book 2` before `Book 10`.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.order
            .call2(&JsValue::UNDEFINED, &one.into(), &other.into())
            .ok()
            .and_then(|order| order.as_f64())
            .and_then(|order| order.partial_cmp(&0.0))
            .unwrap_or(Ordering::Equal)
    }
}

impl Formats {
    /// The place of each text among them all in the order of the language; the same texts have
    /// the same place. Sorts within the browser: a call for each comparison would take ten times
    /// as long.
    pub fn ranks(&self, texts: &[&str]) -> Vec<u32> {
        let mut places: HashMap<&str, u32> = texts.iter().map(|text| (*text, 0)).collect();
        let distinct: Array = places.keys().map(|text| JsValue::from_str(text)).collect();
        let sorted = Reflect::get(&distinct, &"sort".into())
            .ok()
            .and_then(|sort| sort.dyn_into::<Function>().ok())
            .and_then(|sort| sort.call1(&distinct, &self.order).ok());
        if sorted.is_some() {
            for (place, text) in (0..).zip(distinct.iter()) {
                if let Some(known) = text
                    .as_string()
                    .and_then(|text| places.get_mut(text.as_str()))
                {
                    *known = place;
                }
            }
        }
        texts.iter().map(|text| places[text]).collect()
    }
}

/// The name of a language in a language: `german` is not one, `de` is.
pub fn language_name(tag: &str, language: &str) -> Option<String> {
    let names = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DisplayNames".into()))
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let arguments = Array::of2(
        &Array::of1(&language.into()),
        &options(&[("type", "language".into())]),
    );
    let names = Reflect::construct(&names, &arguments).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &tag.into()).ok()?.as_string()
}

fn date(at: Timestamp) -> JsValue {
    #[expect(
        clippy::cast_precision_loss,
        reason = "the range of Date is below 2^53"
    )]
    let millis = at.millis() as f64;
    Date::new(&JsValue::from_f64(millis)).into()
}

/// The beginning of a calendar day here.
fn local_date(day: time::Date) -> JsValue {
    let month = i32::from(u8::from(day.month())) - 1;
    let year = u32::try_from(day.year()).unwrap_or(0);
    Date::new_with_year_month_day(year, month, i32::from(day.day())).into()
}

/// The formats are bound functions; they throw for nothing that is handed in here.
fn call(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.dyn_into::<JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}

fn options(fields: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    }
    options
}

const UNITS: [(i64, &str); 6] = [
    (365 * 24 * 3600, "year"),
    (30 * 24 * 3600, "month"),
    (24 * 3600, "day"),
    (3600, "hour"),
    (60, "minute"),
    (1, "second"),
];
