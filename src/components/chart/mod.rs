//! [`Chart`]: numbers drawn as bars, columns or lines, with a table of the same beneath.

mod data;
mod draw;
mod file;
mod layout;

use audipy::browser::{download, picture};
use leptos::prelude::*;

pub(crate) use self::data::{Kind, Numbers, Series};
use self::draw::draw;
use self::file::svg_file;
use self::layout::lay_out;
use crate::components::Note;
use crate::components::list::room_of;
use crate::components::report::Say;
use crate::language::{t_string, td_string};

/// A drawing of some numbers: what it shows, in words; the drawing; the numbers as a table; and
/// the drawing as a file.
#[component]
pub(crate) fn Chart(
    /// Its element's id; different for each chart of a page. Also the name of its file.
    id: &'static str,
    /// What is shown, in a few words.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence about it.
    #[prop(into)]
    about: Signal<String>,
    /// What the labels are: the head of the table's first column.
    #[prop(into)]
    of: Signal<String>,
    /// The numbers. Nothing is shown without any.
    #[prop(into)]
    numbers: Signal<Numbers>,
    /// How a number is written: `4,318 h`.
    #[prop(into)]
    write: Callback<f64, String>,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let width = room_of(id, LIKELY_WIDTH);
    let scene =
        Memo::new(move |_| lay_out(&numbers.read(), width.get(), &|number| write.run(number)));
    let failed = RwSignal::new(false);
    let drawing = format!("{id}-drawing");
    let (title_id, about_id) = (format!("{id}-title"), format!("{id}-about"));
    let (labelled, described) = (title_id.clone(), about_id.clone());
    let file = {
        let drawing = drawing.clone();
        move || {
            let paint = |class: &str| picture::paint_in(&drawing, class);
            let about = (title.get_untracked(), about.get_untracked());
            let scene = scene.get_untracked();
            let size = (scene.width, scene.height + file::TITLE);
            (svg_file(&scene, &about.0, &about.1, &paint), size)
        }
    };
    let as_svg = file.clone();
    let save_svg = move |_| {
        let (svg, _) = as_svg();
        download::save(&format!("audipy-{id}.svg"), picture::SVG, svg.as_bytes());
    };
    let save_png = move |_| {
        let (svg, (width, height)) = file();
        failed.set(false);
        leptos::task::spawn_local(async move {
            match picture::png(&svg, width, height).await {
                Some(png) => download::save(&format!("audipy-{id}.png"), "image/png", &png),
                None => {
                    failed.try_set(true);
                }
            }
        });
    };
    let empty = Memo::new(move |_| numbers.read().is_empty());
    view! {
        <figure class="fig chart" id=id hidden=empty>
            <figcaption>
                <b id=title_id>{title}</b>
                <span id=about_id>{about}</span>
            </figcaption>
            <svg
                id=drawing
                role="img"
                aria-labelledby=labelled
                aria-describedby=described
                viewBox=move || scene.with(|scene| format!("0 0 {:.0} {:.0}", scene.width, scene.height))
                height=move || scene.with(|scene| format!("{:.0}", scene.height))
            >
                {move || scene.with(|scene| draw(id, scene))}
            </svg>
            <div class="row">
                <button class="btn plain small" type="button" on:click=save_svg>
                    {td_string!(say.locale(), chart.save)} " " <span class="soft">".svg"</span>
                </button>
                <button class="btn plain small" type="button" on:click=save_png>
                    {td_string!(say.locale(), chart.save)} " " <span class="soft">".png"</span>
                </button>
            </div>
            <Show when=move || failed.get()>
                <Note>
                    <span role="status">{td_string!(say.locale(), chart.no_png)}</span>
                </Note>
            </Show>
            <details class="more">
                <summary>{move || t_string!(i18n, chart.table)}</summary>
                <table class="chart-table">
                    <caption class="vh">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{of}</th>
                            {move || {
                                let numbers = numbers.read();
                                let names = numbers.series.iter();
                                names
                                    .map(|series| view! { <th scope="col" class="r">{series.name.clone()}</th> })
                                    .collect_view()
                            }}
                        </tr>
                    </thead>
                    <tbody>{move || rows(&numbers.read(), write)}</tbody>
                </table>
            </details>
        </figure>
    }
}

fn rows(numbers: &Numbers, write: Callback<f64, String>) -> Vec<AnyView> {
    let row = |(place, label): (usize, &String)| {
        let cells = numbers.series.iter().map(|series| {
            let written = series.values.get(place).map(|number| write.run(*number));
            view! { <td class="r">{written}</td> }
        });
        view! {
            <tr>
                <th scope="row">{label.clone()}</th>
                {cells.collect_view()}
            </tr>
        }
        .into_any()
    };
    numbers.labels.iter().enumerate().map(row).collect()
}

/// Until it is measured.
const LIKELY_WIDTH: f64 = 640.0;
