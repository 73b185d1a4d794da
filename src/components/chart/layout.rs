//! [`Scene`]: where each bar, line and word of a chart stands. Pure: the same numbers and the same
//! width give the same scene, for the page and for the file.

use super::data::{Kind, MOST_SERIES, Numbers};

/// A drawing, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scene {
    pub(super) width: f64,
    pub(super) height: f64,
    /// From back to front.
    pub(super) shapes: Vec<Shape>,
    /// How many series have a look of their own here.
    pub(super) looks: usize,
}

/// A piece of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A filled box in the look of a series, with words for whoever points at it.
    Bar {
        corner: (f64, f64),
        size: (f64, f64),
        look: usize,
        words: String,
    },
    /// A line in the look of a series.
    Course {
        points: Vec<(f64, f64)>,
        look: usize,
    },
    /// A point on such a line.
    Mark {
        at: (f64, f64),
        look: usize,
        words: String,
    },
    /// A thin line to read heights by.
    Rule { from: (f64, f64), to: (f64, f64) },
    /// Words.
    Text {
        at: (f64, f64),
        text: String,
        anchor: Anchor,
        soft: bool,
    },
}

/// Which end of its words a point is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Lays the numbers out on so much width.
pub(super) fn lay_out(numbers: &Numbers, width: f64, write: &dyn Fn(f64) -> String) -> Scene {
    let width = width.clamp(NARROWEST, WIDEST);
    let mut scene = Scene {
        width,
        looks: numbers.series.len().min(MOST_SERIES),
        ..Scene::default()
    };
    if numbers.is_empty() {
        return scene;
    }
    let top = legend(&mut scene, numbers);
    match numbers.kind {
        Kind::Bars => bars(&mut scene, numbers, top, write),
        Kind::Columns | Kind::Lines => upright(&mut scene, numbers, top, write),
    }
    scene
}

/// What each look stands for; nothing for a single series. Hands back where it ends.
fn legend(scene: &mut Scene, numbers: &Numbers) -> f64 {
    if numbers.series.len() < 2 {
        return 0.0;
    }
    let (mut x, mut y) = (0.0, 0.0);
    for (place, series) in numbers.series.iter().enumerate() {
        let name = shortened(&series.name, scene.width - 2.0 * SWATCH);
        let wide = SWATCH * 1.6 + width_of(&name) + 16.0;
        if x > 0.0 && x + wide > scene.width {
            (x, y) = (0.0, y + LINE);
        }
        scene.shapes.push(Shape::Bar {
            corner: (x, y + (LINE - SWATCH) / 2.0),
            size: (SWATCH, SWATCH),
            look: look(place),
            words: String::new(),
        });
        scene.text(
            (x + SWATCH * 1.6, y + LINE / 2.0),
            name,
            Anchor::Start,
            false,
        );
        x += wide;
    }
    y + LINE + 8.0
}

fn bars(scene: &mut Scene, numbers: &Numbers, top: f64, write: &dyn Fn(f64) -> String) {
    let most = numbers.most();
    let values: Vec<String> = (0..numbers.labels.len())
        .map(|place| write(numbers.total(place)))
        .collect();
    let widest = |texts: &[String]| texts.iter().map(|text| width_of(text)).fold(0.0, f64::max);
    let left = widest(&numbers.labels).min(scene.width * 0.4) + GAP;
    let right = widest(&values) + GAP;
    let room = (scene.width - left - right).max(1.0);
    for (place, (label, value)) in numbers.labels.iter().zip(values).enumerate() {
        let y = top + as_f64(place) * ROW;
        let middle = y + ROW / 2.0;
        let name = shortened(label, left - GAP);
        scene.text((left - GAP, middle), name, Anchor::End, false);
        let mut x = left;
        for series in 0..numbers.series.len() {
            let long = share(numbers.drawn(series, place), most) * room;
            if long > 0.0 {
                scene.shapes.push(Shape::Bar {
                    corner: (x, y + ROW * 0.18),
                    size: (long, ROW * 0.64),
                    look: look(series),
                    words: words(numbers, series, place, write),
                });
            }
            x += long;
        }
        scene.text((x + GAP * 0.6, middle), value, Anchor::Start, true);
    }
    scene.height = top + as_f64(numbers.labels.len()) * ROW;
}

/// Columns and lines: a scale at the left, labels below as far as there is room.
fn upright(scene: &mut Scene, numbers: &Numbers, top: f64, write: &dyn Fn(f64) -> String) {
    let steps = steps(numbers.most());
    let most = steps.last().copied().unwrap_or(1.0);
    let written: Vec<String> = steps.iter().map(|step| write(*step)).collect();
    let left = written
        .iter()
        .map(|text| width_of(text))
        .fold(0.0, f64::max)
        + GAP;
    let (first, last) = (top + LINE / 2.0, top + LINE / 2.0 + TALL);
    let room = (scene.width - left).max(1.0);
    let height = |value: f64| last - share(value, most) * TALL;
    for (step, text) in steps.iter().zip(written) {
        let y = height(*step);
        scene.shapes.push(Shape::Rule {
            from: (left, y),
            to: (scene.width, y),
        });
        scene.text((left - GAP, y), text, Anchor::End, true);
    }
    let places = numbers.labels.len();
    let slot = room / as_f64(places);
    let middle = |place: usize| left + (as_f64(place) + 0.5) * slot;
    if numbers.kind == Kind::Columns {
        let wide = (slot * 0.72).min(48.0);
        for place in 0..places {
            let mut from = 0.0;
            for series in 0..numbers.series.len() {
                let value = numbers.drawn(series, place);
                let (low, high) = (height(from), height(from + value));
                if value > 0.0 {
                    scene.shapes.push(Shape::Bar {
                        corner: (middle(place) - wide / 2.0, high),
                        size: (wide, low - high),
                        look: look(series),
                        words: words(numbers, series, place, write),
                    });
                }
                from += value;
            }
        }
    } else {
        for series in 0..numbers.series.len() {
            let points: Vec<_> = (0..places)
                .map(|place| (middle(place), height(numbers.drawn(series, place))))
                .collect();
            let marks = points.iter().enumerate().map(|(place, at)| Shape::Mark {
                at: *at,
                look: look(series),
                words: words(numbers, series, place, write),
            });
            let marks: Vec<_> = marks.collect();
            let look = look(series);
            scene.shapes.push(Shape::Course { points, look });
            scene.shapes.extend(marks);
        }
    }
    // As many labels as stand beside each other.
    let widest = numbers.labels.iter().map(|text| width_of(text));
    let needed = widest.fold(1.0, f64::max).min(room / 2.0) + GAP;
    let every = (0..places)
        .map(|step| step + 1)
        .find(|step| as_f64(*step) * slot >= needed)
        .unwrap_or(places);
    for (place, label) in numbers.labels.iter().enumerate().step_by(every) {
        let text = shortened(label, needed - GAP);
        let half = width_of(&text) / 2.0;
        let x = middle(place).clamp(half.min(scene.width / 2.0), (scene.width - half).max(half));
        scene.text((x, last + LINE), text, Anchor::Middle, true);
    }
    scene.height = last - first + first + LINE * 1.8;
}

impl Scene {
    fn text(&mut self, at: (f64, f64), text: String, anchor: Anchor, soft: bool) {
        self.shapes.push(Shape::Text {
            at,
            text,
            anchor,
            soft,
        });
    }
}

/// `2019, read: 12 h`.
fn words(numbers: &Numbers, series: usize, place: usize, write: &dyn Fn(f64) -> String) -> String {
    let value = write(numbers.drawn(series, place));
    let label = &numbers.labels[place];
    if numbers.series.len() > 1 {
        format!("{label}, {}: {value}", numbers.series[series].name)
    } else {
        format!("{label}: {value}")
    }
}

/// Zero and some round numbers up to one that is not below `most`.
fn steps(most: f64) -> Vec<f64> {
    // Where everything is zero there is a scale as well.
    let most = most.max(1.0);
    let raw = most / 4.0;
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(raw);
    // Most of what is drawn is counted: there is no half of it.
    let step = step.max(1.0);
    (0..=8)
        .map(|count| f64::from(count) * step)
        .scan(true, |more, value| {
            let now = *more;
            *more = value < most;
            now.then_some(value)
        })
        .collect()
}

fn share(value: f64, most: f64) -> f64 {
    if most > 0.0 { value / most } else { 0.0 }
}

const fn look(series: usize) -> usize {
    series % MOST_SERIES
}

/// Likely width of words, in CSS pixels. Nobody can measure them in a file, so nobody does.
fn width_of(text: &str) -> f64 {
    let wide = |letter: char| if letter < '\u{1100}' { 0.56 } else { 1.0 };
    text.chars().map(|letter| wide(letter) * FONT).sum()
}

/// As many letters as there is room for.
fn shortened(text: &str, room: f64) -> String {
    if width_of(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width_of(&kept) + FONT > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[expect(clippy::cast_precision_loss, reason = "places of a chart are few")]
const fn as_f64(count: usize) -> f64 {
    count as f64
}

/// Size of the letters.
pub(super) const FONT: f64 = 13.0;
const LINE: f64 = 20.0;
const ROW: f64 = 28.0;
const GAP: f64 = 10.0;
const SWATCH: f64 = 14.0;
const TALL: f64 = 180.0;
const NARROWEST: f64 = 240.0;
const WIDEST: f64 = 1200.0;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::data::Series;
    use super::*;

    fn write(number: f64) -> String {
        format!("{number:.0} h")
    }

    fn numbers(kind: Kind, labels: usize, series: usize) -> Numbers {
        let values = |series: usize| {
            (0..labels)
                .map(|place| as_f64(place * 7 + series))
                .collect()
        };
        Numbers {
            kind,
            labels: (0..labels)
                .map(|place| format!("{} label", 1990 + place))
                .collect(),
            series: (0..series)
                .map(|place| Series {
                    name: format!("series {place}"),
                    values: values(place),
                })
                .collect(),
        }
    }

    #[wasm_bindgen_test]
    fn everything_stands_inside_the_drawing() {
        for kind in [Kind::Bars, Kind::Columns, Kind::Lines] {
            for (labels, series) in [(1, 1), (4, 3), (40, 1), (31, 6), (3, 9)] {
                for width in [1.0, 300.0, 358.0, 1152.0, 9000.0] {
                    let scene = lay_out(&numbers(kind, labels, series), width, &write);
                    for shape in &scene.shapes {
                        let corners = match shape {
                            Shape::Bar { corner, size, .. } => {
                                assert!(size.0 > 0.0 && size.1 > 0.0);
                                vec![*corner, (corner.0 + size.0, corner.1 + size.1)]
                            }
                            Shape::Course { points, .. } => points.clone(),
                            Shape::Mark { at, .. } | Shape::Text { at, .. } => vec![*at],
                            Shape::Rule { from, to } => vec![*from, *to],
                        };
                        for (x, y) in corners {
                            let inside = (-0.01..=scene.width + 0.01).contains(&x)
                                && (-0.01..=scene.height + 0.01).contains(&y);
                            assert!(inside, "{kind:?} {labels} {series} {width}: {shape:?}");
                        }
                    }
                }
            }
        }
    }

    #[wasm_bindgen_test]
    fn bars_are_as_long_as_their_numbers() {
        let numbers = Numbers::one(
            Kind::Bars,
            "hours",
            [
                ("a".to_owned(), 100.0),
                ("b".to_owned(), 50.0),
                ("c".to_owned(), 0.0),
            ],
        );
        let scene = lay_out(&numbers, 600.0, &write);
        let long: Vec<f64> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Bar { size, .. } => Some(size.0),
                _ => None,
            })
            .collect();
        assert_eq!(long.len(), 2, "nothing is drawn of nothing");
        assert!((long[0] / long[1] - 2.0).abs() < 0.001);
    }

    #[wasm_bindgen_test]
    fn what_is_no_number_is_drawn_as_nothing() {
        let pairs = [f64::NAN, f64::INFINITY, -3.0].map(|value| (value.to_string(), value));
        for kind in [Kind::Bars, Kind::Columns, Kind::Lines] {
            let scene = lay_out(&Numbers::one(kind, "x", pairs.clone()), 600.0, &write);
            assert!(
                !scene
                    .shapes
                    .iter()
                    .any(|shape| matches!(shape, Shape::Bar { .. }))
            );
            assert!(scene.height.is_finite());
        }
    }

    #[wasm_bindgen_test]
    fn the_scale_has_round_steps_and_holds_everything() {
        for (most, expected) in [
            (0.0, vec![0.0, 1.0]),
            (3.0, vec![0.0, 1.0, 2.0, 3.0]),
            (10.0, vec![0.0, 5.0, 10.0]),
            (37.0, vec![0.0, 10.0, 20.0, 30.0, 40.0]),
            (400.0, vec![0.0, 100.0, 200.0, 300.0, 400.0]),
        ] {
            let steps = steps(most);
            assert_eq!(steps, expected, "{most}");
        }
    }

    #[wasm_bindgen_test]
    fn long_names_are_cut_where_the_room_ends() {
        assert_eq!(shortened("short", 100.0), "short");
        let cut = shortened("A very long name of a series indeed", 100.0);
        assert!(
            cut.ends_with('…') && width_of(&cut) <= 100.0 + FONT,
            "{cut}"
        );
    }
}
