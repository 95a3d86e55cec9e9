//! Marks that wait in the tab of the voter's own browser until they are cast, so that a connection that was lost, or a page
//! that is loaded again, loses none of them. They leave neither the tab nor the device.

use leptos::{prelude::window, web_sys::Storage};

use super::KEPT;

fn storage() -> Option<Storage> {
    // A browser may have it forbidden: then nothing is kept.
    window().session_storage().ok().flatten()
}

fn name(owner: &str) -> String {
    format!("{KEPT}{owner}")
}

/// Keeps the marks of somebody, and those that their page came with.
pub(super) fn keep(owner: &str, came: &str, marks: &str) {
    if let Some(storage) = storage() {
        // Where there is no room, the page itself still has them.
        let _ = storage.set_item(&name(owner), &format!("{came}|{marks}"));
    }
}

/// The marks that were kept of somebody whose page came with some: those of the page are newer, unless it has none or the
/// others were made on the very same. What anybody else left in this tab is dropped.
pub(super) fn find(owner: &str, came: &str) -> Option<String> {
    let (storage, own) = (storage()?, name(owner));
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let others: Vec<String> = names.filter(|name| name.starts_with(KEPT) && *name != own).collect();
    for other in others {
        let _ = storage.remove_item(&other);
    }
    let kept = storage.get_item(&own).ok().flatten()?;
    let (made_on, marks) = kept.split_once('|')?;
    (came.is_empty() || made_on == came).then(|| marks.to_owned())
}
