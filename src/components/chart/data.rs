//! [`Numbers`]: what a chart shows.

/// How numbers are drawn.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Kind {
    /// Lying bars, one below the other: for names.
    #[default]
    Bars,
    /// Standing bars from left to right: for what has an order.
    Columns,
    /// Lines from left to right: for a course of many points.
    Lines,
}

/// Labels, and one number a label for each series. Bars and columns of several series are stacked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Numbers {
    /// How to draw them.
    pub(crate) kind: Kind,
    /// One for each place.
    pub(crate) labels: Vec<String>,
    /// At least one, at most [`MOST_SERIES`] are told apart.
    pub(crate) series: Vec<Series>,
}

/// A number for each label.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Series {
    /// What is counted.
    pub(crate) name: String,
    /// In the order of the labels; what is negative or no number is drawn as nothing.
    pub(crate) values: Vec<f64>,
}

impl Numbers {
    /// One series, of labels and their numbers.
    pub(crate) fn one(
        kind: Kind,
        name: impl Into<String>,
        pairs: impl IntoIterator<Item = (String, f64)>,
    ) -> Self {
        let (labels, values) = pairs.into_iter().unzip();
        Self {
            kind,
            labels,
            series: vec![Series {
                name: name.into(),
                values,
            }],
        }
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.labels.is_empty() || self.series.is_empty()
    }

    /// A number as it is drawn.
    pub(super) fn drawn(&self, series: usize, place: usize) -> f64 {
        let value = self
            .series
            .get(series)
            .and_then(|series| series.values.get(place));
        value
            .copied()
            .filter(|value| value.is_finite() && *value > 0.0)
            .unwrap_or(0.0)
    }

    /// The sum of all series at a place, as it is drawn.
    pub(super) fn total(&self, place: usize) -> f64 {
        let all = 0..self.series.len();
        all.map(|series| self.drawn(series, place)).sum()
    }

    /// The greatest number that the scale has to hold.
    pub(super) fn most(&self) -> f64 {
        let places = 0..self.labels.len();
        let each = places.map(|place| match self.kind {
            Kind::Bars | Kind::Columns => self.total(place),
            Kind::Lines => (0..self.series.len())
                .map(|series| self.drawn(series, place))
                .fold(0.0, f64::max),
        });
        each.fold(0.0, f64::max)
    }
}

/// So many series have a look of their own.
pub(super) const MOST_SERIES: usize = 6;
