//! The audit trail, newest first.

use chrono::DateTime;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde_json::Value;
use store::audit::{self, Cursor, Entry};

use super::{enter, tabs};
use crate::{
    components::{Column, Heading, Icon, Table},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// Entries on one page.
const SIZE: u16 = 40;

/// Who did what, when and why.
#[component]
pub fn Audit() -> impl IntoView {
    let after = use_query_map().read_untracked().get("antes").as_deref().and_then(read);
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        // One more than shown says whether there are older ones.
        let mut entries = audit::newest(&mut tx, after, SIZE + 1).await?;
        let more = entries.len() > usize::from(SIZE);
        entries.truncate(SIZE.into());
        Ok(show(&visit, entries, after.is_some(), more))
    })
}

/// Where a page ended, as an address holds it: microseconds and id.
fn write(entry: &Entry) -> String {
    format!("{}_{}", entry.at.timestamp_micros(), entry.id)
}

fn read(word: &str) -> Option<Cursor> {
    let (micros, id) = word.split_once('_')?;
    Some(Cursor { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.parse().ok()? })
}

fn show(visit: &Visit, entries: Vec<Entry>, later: bool, more: bool) -> Page {
    let locale = visit.locale();
    let title = text::admin::audit_title(locale);
    let older = entries.last().filter(|_| more).map(|last| {
        let href = format!("{}?antes={}", path::AUDIT, write(last));
        view! { <a class="btn" rel="next" href=href>{text::admin::audit_older(locale)} <Icon name="right"/></a> }
    });
    let newest = later.then(|| {
        view! { <a class="btn" href=path::AUDIT><Icon name="left"/> {text::admin::audit_newest(locale)}</a> }
    });
    let body = if entries.is_empty() {
        view! { <p>{text::admin::audit_empty(locale)}</p> }.into_any()
    } else {
        let rows = entries.into_iter().map(|entry| row(visit, entry)).collect_view();
        view! {
            <Table
                id="trail"
                caption=title
                titled=true
                columns=vec![
                    Column::words(text::admin::audit_what(locale)),
                    Column::words(text::admin::audit_object(locale)),
                    Column::words(text::admin::audit_who(locale)),
                    Column::words(text::admin::audit_when(locale)),
                    Column::words(text::admin::audit_why(locale)),
                    Column::words(text::admin::audit_change(locale)),
                ]
            >
                {rows}
            </Table>
            <nav class="pager" aria-label=text::common::pages(locale)>{newest}{older}</nav>
        }
        .into_any()
    };
    Page::new(title, view! { {tabs(visit, path::AUDIT)} <Heading title lead=text::admin::audit_lead(locale)/> {body} })
        .width(Width::Wide)
}

fn row(visit: &Visit, entry: Entry) -> impl IntoView + use<> {
    let locale = visit.locale();
    let when = visit.date_time(entry.at);
    let who = entry.person.unwrap_or_else(|| text::admin::nobody(locale, &entry.act).to_owned());
    let changes = changes(entry.before.as_ref(), entry.after.as_ref());
    let changes = (!changes.is_empty()).then(|| {
        let items = changes
            .into_iter()
            .map(|change| {
                view! {
                    <div>
                        <dt><code>{change.name}</code></dt>
                        <dd>{change.before.unwrap_or_else(|| "—".to_owned())} " → " {change.after.unwrap_or_else(|| "—".to_owned())}</dd>
                    </div>
                }
            })
            .collect_view();
        view! { <details class="more"><summary>{text::admin::audit_see(locale)}</summary><dl class="facts">{items}</dl></details> }
    });
    view! {
        <tr>
            <th scope="row">{text::admin::act(locale, &entry.act)}</th>
            <td data-label=text::admin::audit_object(locale)>{entry.object}</td>
            <td data-label=text::admin::audit_who(locale)>{who}</td>
            <td data-label=text::admin::audit_when(locale)><time datetime=entry.at.to_rfc3339()>{when}</time></td>
            <td data-label=text::admin::audit_why(locale)>{entry.reason}</td>
            <td data-label=text::admin::audit_change(locale)>{changes}</td>
        </tr>
    }
}

/// A value that an act changed.
#[derive(Debug, PartialEq, Eq)]
struct Changed {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// What differs between before and after, one line for each value, named by its place.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Changed> {
    let mut found = Vec::new();
    compare(String::new(), before, after, &mut found);
    found
}

fn compare(name: String, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Changed>) {
    if before == after {
        return;
    }
    let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    let (old, new) = (before.and_then(Value::as_object), after.and_then(Value::as_object));
    match (old, new) {
        (None, None) => found.push(Changed { name, before: before.and_then(plain), after: after.and_then(plain) }),
        (old, new) => {
            let mut keys: Vec<_> = old.into_iter().chain(new).flat_map(serde_json::Map::keys).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let value = |map: Option<&serde_json::Map<String, Value>>| map.and_then(|map| map.get(key)).cloned();
                compare(below(key), value(old).as_ref(), value(new).as_ref(), found);
            }
        }
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_changed_is_said() {
        let before = json!({ "pool": 10, "weights": { "equal": 1, "poverty": 2 } });
        let after = json!({ "pool": 10, "weights": { "equal": 3, "poverty": 2 }, "ceilings": { "01": 5 } });
        let found = changes(Some(&before), Some(&after));
        let said: Vec<_> = found.iter().map(|c| (c.name.as_str(), c.before.as_deref(), c.after.as_deref())).collect();
        assert_eq!(said, [("ceilings.01", None, Some("5")), ("weights.equal", Some("1"), Some("3"))]);
        assert_eq!(changes(None, None), []);
        assert_eq!(changes(None, Some(&json!({ "state": "viable" }))).len(), 1);
    }

    #[test]
    fn a_cursor_reads_back_to_the_microsecond() {
        let cursor = read("1700000000123456_6f2e1c00-0000-4000-8000-000000000001").unwrap();
        assert_eq!(cursor.at.timestamp_micros(), 1_700_000_000_123_456);
        assert_eq!(read("x_y"), None);
        assert_eq!(read("17"), None);
    }
}
