//! Just enough of HTML to use a page as somebody without JavaScript does: its words, its links, its forms.

use std::collections::BTreeMap;

/// A tag of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes; one without a value has an empty one.
    pub attributes: BTreeMap<String, String>,
}

impl Tag {
    /// An attribute.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    fn has(&self, attribute: &str) -> bool {
        self.attributes.contains_key(attribute)
    }
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// `<name …>`.
    Open(Tag),
    /// `</name>`.
    Close(String),
}

/// A page, piece by piece. Comments are left out; what stands in `<script>` and `<style>` as well.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut pieces, &rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
        } else if rest.starts_with("<!") {
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        } else if let Some(after) = rest.strip_prefix("</") {
            let end = after.find('>').unwrap_or(after.len());
            pieces.push(Piece::Close(after[..end].trim().to_ascii_lowercase()));
            rest = after.get(end + 1..).unwrap_or("");
        } else {
            let (tag, after) = tag(&rest[1..]);
            let raw = matches!(tag.name.as_str(), "script" | "style");
            let closing = format!("</{}", tag.name);
            pieces.push(Piece::Open(tag));
            rest = if raw { after.find(&closing).map_or("", |end| &after[end..]) } else { after };
        }
    }
    push_text(&mut pieces, rest);
    pieces
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(unescape(text)));
    }
}

/// The tag whose name begins the text, and what comes after it.
fn tag(text: &str) -> (Tag, &str) {
    let name_end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..name_end].to_ascii_lowercase(), attributes: BTreeMap::new() };
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => {
                    let inside = &after[1..];
                    let end = inside.find(quote).unwrap_or(inside.len());
                    (&inside[..end], inside.get(end + 1..).unwrap_or(""))
                }
                None => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
            };
        }
        tag.attributes.entry(name).or_insert_with(|| unescape(value));
    }
}

/// Text with its character references resolved.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end)));
        if let Some((character, end)) = known {
            out.push(character);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

/// The words of a page as a reader meets them: single spaces, and one between blocks.
pub fn text(html: &str) -> String {
    let mut words = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => words.push_str(&text),
            Piece::Open(tag) if !INLINE.contains(&tag.name.as_str()) => words.push(' '),
            Piece::Close(name) if !INLINE.contains(&name.as_str()) => words.push(' '),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    // A no-break space joins what belongs together; here it is a space.
    words.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

const INLINE: [&str; 9] = ["a", "abbr", "b", "em", "i", "small", "span", "strong", "time"];

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Whether it is posted.
    pub post: bool,
    /// What it sends when nothing is changed, without its buttons.
    pub fields: Vec<(String, String)>,
    /// What else could be ticked: name and value of each box and each round button that is not.
    pub unticked: Vec<(String, String)>,
    /// Its buttons that send a field: name and value.
    pub buttons: Vec<(String, String)>,
}

impl Form {
    /// Types into a field of the form.
    ///
    /// # Panics
    /// When the form has no such field: a person could not have typed there.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        let known = self.fields.iter_mut().find(|(name, _)| name == field);
        match known {
            Some((_, old)) => value.clone_into(old),
            None => panic!("the form {} has no field {field}: {:?}", self.action, self.fields),
        }
        self
    }

    /// Picks a round button: the one that was picked before it is not any more.
    ///
    /// # Panics
    /// When the form has no such button.
    #[must_use]
    pub fn pick(mut self, field: &str, value: &str) -> Self {
        self.fields.retain(|(name, _)| name != field);
        self.tick(field, value)
    }

    /// Ticks a box, or a round button where none is picked.
    ///
    /// # Panics
    /// When the form has no such box.
    #[must_use]
    pub fn tick(mut self, field: &str, value: &str) -> Self {
        let at = self.unticked.iter().position(|(name, offered)| name == field && offered == value);
        let ticked = self.unticked.remove(at.unwrap_or_else(|| panic!("{} offers no {field}={value}", self.action)));
        self.fields.push(ticked);
        self
    }

    /// Presses a button that sends a field.
    ///
    /// # Panics
    /// When the form has no such button.
    #[must_use]
    pub fn press(mut self, field: &str, value: &str) -> Self {
        let button = (field.to_owned(), value.to_owned());
        assert!(self.buttons.contains(&button), "{} has no button {field}={value}", self.action);
        self.fields.push(button);
        self
    }

    /// What is in a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The values offered by the boxes of a name.
    pub fn offered(&self, field: &str) -> Vec<&str> {
        self.unticked.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect()
    }
}

/// The forms of a page, in order.
pub fn forms(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut inside = false;
    // A text area, or a choice list, that is being read.
    let mut area: Option<(String, String)> = None;
    let mut list: Option<(String, Option<String>, bool)> = None;
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag) if tag.name == "form" => {
                inside = true;
                forms.push(Form {
                    action: tag.get("action").unwrap_or_default().to_owned(),
                    post: tag.get("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
                    fields: Vec::new(),
                    unticked: Vec::new(),
                    buttons: Vec::new(),
                });
            }
            Piece::Close(name) if name == "form" => inside = false,
            Piece::Text(text) => {
                if let Some((_, typed)) = &mut area {
                    typed.push_str(&text);
                }
            }
            Piece::Open(tag) if inside => {
                let Some(form) = forms.last_mut() else { continue };
                let name = tag.get("name").map(ToOwned::to_owned);
                match (tag.name.as_str(), name) {
                    ("input", Some(name)) if !tag.has("disabled") => input(form, name, &tag),
                    ("button", Some(name)) if !tag.has("disabled") => {
                        form.buttons.push((name, tag.get("value").unwrap_or_default().to_owned()));
                    }
                    ("textarea", Some(name)) => area = Some((name, String::new())),
                    ("select", Some(name)) => list = Some((name, None, false)),
                    ("option", _) => {
                        if let Some((_, chosen, explicit)) = &mut list
                            && (chosen.is_none() || (tag.has("selected") && !*explicit))
                        {
                            *chosen = Some(tag.get("value").unwrap_or_default().to_owned());
                            *explicit = tag.has("selected");
                        }
                    }
                    _ => {}
                }
            }
            Piece::Close(name) if name == "textarea" => {
                if let (Some((name, typed)), Some(form)) = (area.take(), forms.last_mut()) {
                    form.fields.push((name, typed.strip_prefix('\n').map(ToOwned::to_owned).unwrap_or(typed)));
                }
            }
            Piece::Close(name) if name == "select" => {
                if let (Some((name, chosen, _)), Some(form)) = (list.take(), forms.last_mut()) {
                    form.fields.push((name, chosen.unwrap_or_default()));
                }
            }
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    forms
}

fn input(form: &mut Form, name: String, tag: &Tag) {
    let value = tag.get("value");
    match tag.get("type").unwrap_or("text") {
        "checkbox" | "radio" => {
            let ticked = (name, value.unwrap_or("on").to_owned());
            if tag.has("checked") { form.fields.push(ticked) } else { form.unticked.push(ticked) }
        }
        // Nothing was chosen.
        "file" => {}
        "submit" | "image" => form.buttons.push((name, value.unwrap_or_default().to_owned())),
        _ => form.fields.push((name, value.unwrap_or_default().to_owned())),
    }
}

/// Where the links of a page lead, in order.
pub fn links(html: &str) -> Vec<String> {
    pieces(html)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Open(tag) if tag.name == "a" => tag.get("href").map(ToOwned::to_owned),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_without_tags_scripts_and_comments() {
        let html = "<!DOCTYPE html><p>Uno<!-- no --> y <b>d</b>os</p><script>var a = '<p>';</script><td>A</td><td>&ntilde; &#241;&#x20;&amp;lt;</td>";
        assert_eq!(text(html), "Uno y dos A &ntilde; ñ &lt;");
    }

    #[test]
    fn a_form_is_what_a_browser_would_send() {
        let html = r#"<form method="post" action="/hacer/x"><input type="hidden" name="csrf" value="a&quot;b">
            <input name=title value='T'/><input type="checkbox" name="p" value="1" checked><input type="checkbox" name="p" value="2">
            <input name="off" disabled><textarea name="need">
Uno &lt; dos</textarea><select name="s"><option value="a">A</option><option value="b" selected>B</option></select>
            <button name="go" value="now">Ya</button></form><input name="outside">"#;
        let [form] = <[Form; 1]>::try_from(forms(html)).unwrap();
        assert!(form.post);
        assert_eq!(form.action, "/hacer/x");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            form.fields,
            [pair("csrf", "a\"b"), pair("title", "T"), pair("p", "1"), pair("need", "Uno < dos"), pair("s", "b")]
        );
        assert_eq!(form.unticked, [pair("p", "2")]);
        let sent = form.with("title", "Otro").tick("p", "2").press("go", "now");
        assert_eq!(sent.value("title"), Some("Otro"));
        assert_eq!(sent.fields.len(), 7);
    }

    #[test]
    fn links_are_found() {
        assert_eq!(links(r#"<a class=x href="/a?b=1&amp;c=2">A</a><a id="n">B</a>"#), ["/a?b=1&c=2"]);
    }
}
