//! Drawings: the colours they have on the page, and as a picture of dots.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, HtmlImageElement};

use super::download::{blob_url, revoke};

/// The media type of a drawing.
pub const SVG: &str = "image/svg+xml";

/// The colour in which the element of this class inside the one of this id is filled, as the style
/// sheet and the colour scheme have it; empty if there is none.
pub fn paint_in(id: &str, class: &str) -> String {
    let find = || {
        let window = web_sys::window()?;
        let element = window.document()?.get_element_by_id(id)?;
        let painted = element
            .query_selector(&format!(".{class}"))
            .ok()
            .flatten()?;
        let style = window.get_computed_style(&painted).ok().flatten()?;
        style.get_property_value("fill").ok()
    };
    find().unwrap_or_default()
}

/// Whether the browser reads this as a drawing.
pub fn is_svg(text: &str) -> bool {
    let parse = || {
        let window = web_sys::window()?;
        let class: Function = Reflect::get(&window, &"DOMParser".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let parser = Reflect::construct(&class, &js_sys::Array::new()).ok()?;
        let parse: Function = Reflect::get(&parser, &"parseFromString".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let document = parse.call2(&parser, &text.into(), &SVG.into()).ok()?;
        let document: web_sys::Document = document.unchecked_into();
        let root = document.document_element()?;
        let failed = document.query_selector("parsererror").ok()?.is_some();
        Some(root.local_name() == "svg" && !failed)
    };
    parse().unwrap_or(false)
}

/// A drawing as a PNG of twice its size in dots; `None` where the browser cannot.
pub async fn png(svg: &str, width: f64, height: f64) -> Option<Vec<u8>> {
    let url = blob_url(SVG, svg.as_bytes())?;
    let drawn = canvas(&url, width, height).await;
    revoke(&url);
    let blob = as_blob(&drawn?).await?;
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}

async fn canvas(url: &str, width: f64, height: f64) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let image: HtmlImageElement = document.create_element("img").ok()?.dyn_into().ok()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(dots(width));
    canvas.set_height(dots(height));
    let context = canvas.get_context("2d").ok().flatten()?;
    let draw: Function = Reflect::get(&context, &"drawImage".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let place = js_sys::Array::of5(
        &image,
        &0.into(),
        &0.into(),
        &canvas.width().into(),
        &canvas.height().into(),
    );
    draw.apply(&context, &place).ok()?;
    Some(canvas)
}

async fn as_blob(canvas: &HtmlCanvasElement) -> Option<web_sys::Blob> {
    let made = Promise::new(&mut |resolve, reject| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        if canvas.to_blob(take.unchecked_ref()).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    // There is none where the picture would be too large.
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes on a screen"
)]
fn dots(pixels: f64) -> u32 {
    (pixels * 2.0).clamp(1.0, 8192.0).round() as u32
}
