//! Just enough of HTML to fill in forms.

/// A form of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) action: String,
    pub(crate) inputs: Vec<Tag>,
}

/// A tag's attributes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag(Vec<(String, String)>);

impl Tag {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find_map(|(found, value)| (found == name).then_some(value.as_str()))
            .unwrap_or_default()
    }
}

impl Form {
    /// What a client sends where nothing is filled in: hidden fields with their values.
    pub(crate) fn hidden(&self) -> Vec<(String, String)> {
        self.inputs
            .iter()
            .filter(|input| input.text("type") == "hidden")
            .map(|input| {
                (
                    input.text("name").to_owned(),
                    input.text("value").to_owned(),
                )
            })
            .collect()
    }

    pub(crate) fn input(&self, name: &str) -> Option<&Tag> {
        self.inputs.iter().find(|input| input.text("name") == name)
    }
}

/// All forms of a page.
pub(crate) fn forms(html: &str) -> Vec<Form> {
    html.split("<form")
        .skip(1)
        .map(|rest| {
            let inside = rest.split("</form>").next().unwrap();
            let (tag, inside) = inside.split_once('>').unwrap();
            let tag = attributes(tag);
            Form {
                name: tag.text("name").to_owned(),
                id: tag.text("id").to_owned(),
                method: tag.text("method").to_owned(),
                action: tag.text("action").to_owned(),
                inputs: tags(inside, "input"),
            }
        })
        .collect()
}

/// All tags of a name.
pub(crate) fn tags(html: &str, name: &str) -> Vec<Tag> {
    html.split(&format!("<{name}"))
        .skip(1)
        .filter(|rest| rest.starts_with([' ', '>']))
        .map(|rest| attributes(rest.split('>').next().unwrap()))
        .collect()
}

fn attributes(mut text: &str) -> Tag {
    let mut found = Vec::new();
    while let Some(at) = text.find("=\"") {
        let name = text[..at].split_whitespace().last().unwrap_or_default();
        let value = text[at + 2..].split('"').next().unwrap();
        found.push((name.to_owned(), unescape(value)));
        text = &text[at + 3 + value.len()..];
    }
    Tag(found)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
