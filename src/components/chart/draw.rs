//! A [`Scene`] on the page. Colours come from the style sheet; patterns tell series apart without
//! them.

use leptos::prelude::*;

use super::layout::{Anchor, Scene, Shape};

/// The drawing, for inside an `svg` element. `id` keeps patterns of different charts apart.
pub(super) fn draw(id: &str, scene: &Scene) -> impl IntoView + use<> {
    let shapes: Vec<_> = scene.shapes.iter().map(|shape| piece(id, shape)).collect();
    let patterns: Vec<_> = (0..scene.looks).map(|look| pattern(id, look)).collect();
    let looks: Vec<_> = (0..scene.looks)
        .map(|look| view! { <rect class=format!("s{look}")></rect> })
        .collect();
    view! {
        <defs>
            {patterns}
            // What the file takes its colours from.
            {looks}
            <rect class="paper"></rect>
            <rect class="ink"></rect>
            <rect class="soft-ink"></rect>
            <rect class="grid"></rect>
        </defs>
        {shapes}
    }
}

fn piece(id: &str, shape: &Shape) -> AnyView {
    match shape {
        Shape::Bar {
            corner,
            size,
            look,
            words,
        } => view! {
            <rect
                x=length(corner.0)
                y=length(corner.1)
                width=length(size.0)
                height=length(size.1)
                fill=format!("url(#{id}-p{look})")
                class="bar"
            >
                <title>{words.clone()}</title>
            </rect>
        }
        .into_any(),
        Shape::Course { points, look } => view! {
            <polyline
                points=points_text(points)
                class=format!("course l{look}")
                stroke-dasharray=dashes(*look)
            ></polyline>
        }
        .into_any(),
        Shape::Mark { at, look, words } => view! {
            <circle cx=length(at.0) cy=length(at.1) r="3" class=format!("s{look}")>
                <title>{words.clone()}</title>
            </circle>
        }
        .into_any(),
        Shape::Rule { from, to } => view! {
            <line
                x1=length(from.0)
                y1=length(from.1)
                x2=length(to.0)
                y2=length(to.1)
                class="grid"
            ></line>
        }
        .into_any(),
        Shape::Text {
            at,
            text,
            anchor,
            soft,
        } => view! {
            <text
                x=length(at.0)
                y=length(at.1)
                dy="0.35em"
                text-anchor=anchor_name(*anchor)
                class=if *soft { "soft-ink" } else { "ink" }
            >
                {text.clone()}
            </text>
        }
        .into_any(),
    }
}

fn pattern(id: &str, look: usize) -> impl IntoView + use<> {
    view! {
        <pattern id=format!("{id}-p{look}") width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" class=format!("s{look}")></rect>
            <path d=hatch(look) class="hatch"></path>
        </pattern>
    }
}

/// What is drawn over the colour of a look, in a square of eight.
pub(super) const fn hatch(look: usize) -> &'static str {
    match look {
        1 => "M-2 2 2 -2M0 8 8 0M6 10 10 6",
        2 => "M2 4h4",
        3 => "M0 2h8M0 6h8",
        4 => "M2 0v8M6 0v8",
        5 => "M0 0 8 8M8 0 0 8",
        _ => "",
    }
}

/// How the line of a look is broken.
pub(super) const fn dashes(look: usize) -> &'static str {
    match look {
        1 => "6 4",
        2 => "2 3",
        3 => "10 4 2 4",
        4 => "12 6",
        5 => "4 2",
        _ => "none",
    }
}

pub(super) const fn anchor_name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

pub(super) fn length(pixels: f64) -> String {
    format!("{pixels:.1}")
}

pub(super) fn points_text(points: &[(f64, f64)]) -> String {
    let each = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}"));
    each.collect::<Vec<_>>().join(" ")
}
