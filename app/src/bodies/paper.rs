//! Minutes on paper: what the page says, with where the original is found.

use shared::{
    committee::{Address, Block, Drawing, Outline, SealedMinutes, Section},
    id::SessionId,
};
use store::body::session;

use super::{code, minutes, part, room::Room};
use crate::{
    path, text,
    visit::{Preferences, Visit},
};

/// Minutes to be set as a file.
#[derive(Debug)]
pub struct Paper {
    /// What is in it.
    pub outline: Outline,
    /// Whether they are sealed: then they never change, and are for everybody.
    pub sealed: bool,
    /// What the file is called.
    pub file_name: String,
}

impl Paper {
    /// The minutes of a session, sealed or, for those who may read one, as a draft; nothing for everybody else.
    ///
    /// They speak the site's language, whoever asks: they are one and the same document.
    ///
    /// # Errors
    /// When the database does not answer, and when the minutes are not those that were sealed.
    pub async fn of(visit: &Visit, asked: &str) -> store::Result<Option<Self>> {
        let visit = &Visit { preferences: Preferences::default(), ..visit.clone() };
        let Ok(id) = asked.parse::<SessionId>() else { return Ok(None) };
        if !visit.site.kind.runs_processes() {
            return Ok(None);
        }
        let mut tx = visit.enter().await?;
        let Some(room) = Room::enter(visit, &mut tx, id).await? else { return Ok(None) };
        let file_name = format!("acta-{id}.pdf");
        if let Some(sealed) = session::minutes(&mut tx, id).await? {
            let outline = approved(visit, &room, &sealed);
            return Ok(Some(Self { outline, sealed: true, file_name }));
        }
        let readable = part::may_read_draft(visit, &room);
        let drafted = readable.then(|| minutes::draft(visit, &room)).flatten();
        Ok(drafted.map(|outline| Self { outline: marked(visit, outline), sealed: false, file_name }))
    }
}

/// With the address where anybody compares the seal.
fn approved(visit: &Visit, room: &Room, sealed: &SealedMinutes) -> Outline {
    let locale = visit.locale();
    let mut outline = minutes::outline(sealed, locale, Some(&room.ground.rules));
    let page = path::minutes(room.held.id);
    let home = visit.addresses.of(&visit.site);
    let at = |path: &str| format!("{}{path}", home.trim_end_matches('/'));
    let to = at(&path::with_query(&page, &[("sello", &sealed.fingerprint().to_string())]));
    let drawing = code::squares(&to).map(|(path, width)| Drawing {
        path,
        width,
        label: text::minutes::paper_code(locale).to_owned(),
    });
    let found = [
        Block::Paragraph(text::minutes::paper_check(locale).to_owned()),
        Block::Address(Address { to, shown: at(&page), drawing }),
    ];
    if let Some(seal) = outline.sections.last_mut() {
        seal.blocks.extend(found);
    }
    outline
}

/// Said to be a draft: in its title, at its beginning, and on every page.
fn marked(visit: &Visit, mut outline: Outline) -> Outline {
    let locale = visit.locale();
    outline.title = text::minutes::draft_of(locale, outline.title);
    let notice = vec![
        Block::Paragraph(text::minutes::draft_notice(locale).to_owned()),
        Block::Paragraph(text::minutes::draft_set(locale, visit.date_time(visit.now))),
    ];
    let heading = text::minutes::draft(locale).to_owned();
    outline.mark = Some(heading.clone());
    outline.sections.insert(0, Section { heading, blocks: notice, sections: Vec::new() });
    outline
}
