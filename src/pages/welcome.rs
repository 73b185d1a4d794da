//! The first page: what AudiPy does, three ways on, and where things are.

use audipy::browser::file::Handed;
use audipy::state::State;
use leptos::html::H1;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::components::{HandIn, HandInFailure, Note, WhereThingsAre, focus_on_arrival};
use crate::language::{t, t_string, use_i18n};

/// `/` while no account is open. An auth file may be dropped anywhere on it.
#[component]
pub(crate) fn WelcomePage() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let hand_in = HandIn::new();
    let over = RwSignal::new(false);
    let heading = NodeRef::<H1>::new();
    focus_on_arrival(heading);
    let on_safari_page = move || {
        let environment = state.environment.read();
        environment.ios && !environment.installed
    };
    view! {
        <Title text="AudiPy"/>
        <main
            id="main"
            class="page drop"
            class:over=over
            tabindex="-1"
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                hand_in.take(Handed::of(&event));
            }
        >
            <section class="hero">
                <h1 node_ref=heading tabindex="-1">{t!(i18n, welcome.headline)}</h1>
                <Board/>
                <p class="lead">{t!(i18n, welcome.lead)}</p>
            </section>
            <HandInFailure hand_in/>
            <Show when=on_safari_page>
                <Note>
                    <strong>{t!(i18n, welcome.ios_title)}</strong>
                    <span>{t!(i18n, welcome.ios_text)}</span>
                </Note>
            </Show>
            <Ways/>
            <section aria-labelledby="where">
                <div class="head"><h2 id="where">{t!(i18n, welcome.things)}</h2></div>
                <WhereThingsAre/>
            </section>
        </main>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    view! {
        <section aria-label=move || t_string!(i18n, welcome.ways)>
            <ul class="ways" role="list">
                <li>
                    <h2>{t!(i18n, welcome.sign_in_title)}</h2>
                    <p>{t!(i18n, welcome.sign_in_text)}</p>
                    <A href="/sign-in" attr:class="btn main">
                        {t!(i18n, welcome.sign_in_button)}
                    </A>
                </li>
                <li>
                    <h2>{t!(i18n, welcome.file_title)}</h2>
                    <p>{t!(i18n, welcome.file_text, <code> = <code/>)}</p>
                    <A href="/open-file" attr:class="btn">{t!(i18n, welcome.file_button)}</A>
                </li>
                <li>
                    <h2>{t!(i18n, welcome.sample_title)}</h2>
                    <p>{t!(i18n, welcome.sample_text)}</p>
                    <button class="btn" type="button" on:click=move |_| state.open_sample()>
                        {t!(i18n, welcome.sample_button)}
                    </button>
                </li>
            </ul>
        </section>
    }
}

/// A shelf with one gap.
#[component]
fn Board() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <svg
            class="board"
            viewBox="0 0 782 141"
            preserveAspectRatio="xMinYMax slice"
            role="img"
            aria-label=move || t_string!(i18n, welcome.shelf)
        >
            {BOOKS.iter().map(|book| view! { <Spine book/> }).collect_view()}
            <rect class="hole" x="295" y="23" width="32" height="112"></rect>
            <rect class="shelfline" y="136.5" width="782" height="4"></rect>
        </svg>
    }
}

#[component]
fn Spine(book: &'static Book) -> impl IntoView {
    let top = FLOOR - book.height;
    let band = move |down: u32| {
        view! {
            <rect class="lb" x=book.x + 5 y=top + down width=book.width - 10 height="2"></rect>
        }
    };
    view! {
        <rect class=book.cloth x=book.x y=top width=book.width height=book.height></rect>
        {book.banded.then(|| (band(12), band(18)))}
    }
}

struct Book {
    cloth: &'static str,
    x: u32,
    width: u32,
    height: u32,
    banded: bool,
}

const fn book(cloth: &'static str, x: u32, width: u32, height: u32, banded: bool) -> Book {
    Book {
        cloth,
        x,
        width,
        height,
        banded,
    }
}

/// Where the spines stand.
const FLOOR: u32 = 136;

const BOOKS: [Book; 26] = [
    book("sp", 4, 22, 51, false),
    book("sp a", 29, 30, 72, true),
    book("sp", 62, 18, 61, false),
    book("sp b", 83, 34, 98, true),
    book("sp", 120, 24, 79, true),
    book("sp", 147, 28, 115, true),
    book("sp d", 178, 20, 67, false),
    book("sp", 201, 26, 90, true),
    book("sp c", 230, 36, 128, true),
    book("sp", 269, 22, 105, false),
    book("sp", 331, 26, 97, true),
    book("sp a", 360, 20, 75, false),
    book("sp", 383, 32, 110, true),
    book("sp", 418, 24, 62, true),
    book("sp e", 445, 18, 85, false),
    book("sp", 466, 30, 123, true),
    book("sp b", 499, 26, 92, true),
    book("sp", 528, 22, 56, false),
    book("sp", 553, 34, 103, true),
    book("sp", 590, 20, 80, false),
    book("sp c", 613, 28, 69, true),
    book("sp", 644, 24, 116, true),
    book("sp d", 671, 32, 89, true),
    book("sp", 706, 18, 59, false),
    book("sp a", 727, 26, 95, true),
    book("sp", 756, 22, 74, false),
];
