//! All that the typesetter can see: one template, its data and one typeface. No files, no network, no clock.

use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

pub(crate) struct OneDocument {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    font: Font,
    template: Source,
    data: (FileId, Bytes),
}

impl OneDocument {
    /// The template reads its data from `data.json`.
    pub fn new(template: &str, data: Vec<u8>, font: Font) -> Self {
        let id = |name: &str| {
            let path = VirtualPath::new(name).expect("the names of our two files are paths");
            RootedPath::new(VirtualRoot::Project, path).intern()
        };
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts([&font])),
            template: Source::new(id("/outline.typ"), template.to_owned()),
            data: (id("/data.json"), Bytes::new(data)),
            font,
        }
    }
}

impl World for OneDocument {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        (index == 0).then(|| self.font.clone())
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
