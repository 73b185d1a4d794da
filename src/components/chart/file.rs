//! [`svg_file`]: a [`Scene`] as a file that stands for itself.

use std::fmt::Write as _;

use super::draw::{anchor_name, dashes, hatch, length, points_text};
use super::layout::{FONT, Scene, Shape};

/// The drawing with its title over it, in the colours that `paint` names for the classes of the
/// style sheet.
pub(super) fn svg_file(
    scene: &Scene,
    title: &str,
    about: &str,
    paint: &dyn Fn(&str) -> String,
) -> String {
    let (width, height) = (scene.width, scene.height + TITLE);
    let (paper, ink, soft, grid) = (
        attribute(&paint("paper")),
        attribute(&paint("ink")),
        attribute(&paint("soft-ink")),
        attribute(&paint("grid")),
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"{FONT}\">\n<title>{}</title>\n<desc>{}</desc>\n<defs>\n",
        text(title),
        text(about),
    );
    for look in 0..scene.looks {
        let colour = attribute(&paint(&format!("s{look}")));
        let _ = writeln!(
            svg,
            "<pattern id=\"p{look}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"8\" height=\"8\" fill=\"{colour}\"/>\
             <path d=\"{}\" stroke=\"{paper}\" stroke-width=\"1.5\"/></pattern>",
            hatch(look)
        );
    }
    let _ = writeln!(
        svg,
        "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"{paper}\"/>\n\
         <text x=\"0\" y=\"22\" font-size=\"18\" fill=\"{ink}\">{}</text>\n\
         <g transform=\"translate(0 {TITLE})\">",
        text(title)
    );
    for shape in &scene.shapes {
        let _ = match shape {
            Shape::Bar {
                corner,
                size,
                look,
                words,
            } => writeln!(
                svg,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#p{look})\">\
                 <title>{}</title></rect>",
                length(corner.0),
                length(corner.1),
                length(size.0),
                length(size.1),
                text(words)
            ),
            Shape::Course { points, look } => writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" \
                 stroke-dasharray=\"{}\"/>",
                points_text(points),
                attribute(&paint(&format!("s{look}"))),
                dashes(*look)
            ),
            Shape::Mark { at, look, words } => writeln!(
                svg,
                "<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{}\"><title>{}</title></circle>",
                length(at.0),
                length(at.1),
                attribute(&paint(&format!("s{look}"))),
                text(words)
            ),
            Shape::Rule { from, to } => writeln!(
                svg,
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{grid}\"/>",
                length(from.0),
                length(from.1),
                length(to.0),
                length(to.1)
            ),
            Shape::Text {
                at,
                text: words,
                anchor,
                soft: is_soft,
            } => writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" dy=\"0.35em\" text-anchor=\"{}\" fill=\"{}\">{}</text>",
                length(at.0),
                length(at.1),
                anchor_name(*anchor),
                if *is_soft { &soft } else { &ink },
                text(words)
            ),
        };
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Words as they may stand in XML; what XML cannot hold is left out.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && !matches!(letter, '\t' | '\n') => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A colour; black where the browser named none.
fn attribute(colour: &str) -> String {
    if colour.is_empty() {
        "black".to_owned()
    } else {
        text(colour)
    }
}

/// Height of the title over the drawing.
pub(super) const TITLE: f64 = 36.0;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::data::{Kind, Numbers, Series};
    use super::super::layout::lay_out;
    use super::*;

    #[wasm_bindgen_test]
    fn whatever_a_name_holds_the_file_stays_a_drawing() {
        let nasty = "\"<script>&\u{0}\u{ffff}'</text>";
        for kind in [Kind::Bars, Kind::Columns, Kind::Lines] {
            let series = |name: &str| Series {
                name: name.to_owned(),
                values: vec![1.0, 2.0],
            };
            let numbers = Numbers {
                kind,
                labels: vec![nasty.to_owned(), "b".to_owned()],
                series: vec![series(nasty), series("other")],
            };
            let scene = lay_out(&numbers, 400.0, &|number| format!("{number} {nasty}"));
            let file = svg_file(&scene, nasty, nasty, &|_| "rgb(1, 2, 3)".to_owned());
            assert!(!file.contains("<script") && !file.contains('\u{0}'));
            assert!(audipy::browser::picture::is_svg(&file), "{file}");
        }
    }
}
